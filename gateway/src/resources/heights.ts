// SPDX-License-Identifier: Apache-2.0
import { heightQuestion, signedHeightAnswer } from '@unionid/domain/answer';
import { HEIGHT_PATH } from '../heights/height-watch.js';
import { gatewayRoute } from './route-builders.js';

/** How far gateways are, as they tell each other; also while this one is behind, which is when it matters. */
export const heightRoutes = [
  gatewayRoute({
    method: 'post',
    path: HEIGHT_PATH,
    operationId: 'tellHeights',
    summary: { zh: '互告区块高度（仅供网关）', en: 'Tell each other block heights (gateways only)' },
    tag: 'network',
    body: heightQuestion,
    response: signedHeightAnswer,
    status: 200,
    errors: [],
    whileBehind: true,
    handle: async ({ services, gateway, body }) => {
      const { channel, answers, readModel } = services;
      channel.tell(gateway.mspId, body.height);
      const { requestDigest } = gateway;
      const height = await readModel.height();
      return { body: await answers.signHeight({ requestDigest, height }) };
    },
  }),
];
