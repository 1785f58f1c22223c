// SPDX-License-Identifier: Apache-2.0
import { closeFile, closeInstruction } from '@unionid/domain/file';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { accountsOfActors, ofFile, putFile } from './file-on-ledger.js';

/** Nothing is granted by the file any more; its members may stand in another. */
export const closeHandler = handle(closeInstruction, {
  ...ofFile,
  apply: ({ state, authority, payload, actor, today }) => {
    const { fileId } = payload;
    const file = state.get(ledgerKey.hardshipFile(fileId));
    const closed = closeFile(payload, { file, persons: accountsOfActors(authority, [actor]), today });
    return putFile(state, fileId, { file: closed, households: new Map() });
  },
});
