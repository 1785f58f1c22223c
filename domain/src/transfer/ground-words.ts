// SPDX-License-Identifier: Apache-2.0
import type { Words } from '../instruction/index.js';
import type { ObjectionGround } from '../ledger/index.js';

/** A ground of an objection or an appeal, for people. */
export function groundWords(ground: ObjectionGround): Words {
  switch (ground) {
    case 'notThisPerson':
      return { zh: '不是同一人', en: 'not this person' };
    case 'stillEmployed':
      return { zh: '仍在本单位工作', en: 'still employed here' };
    case 'expulsionPending':
      return { zh: '正在办理除名', en: 'a decision of expulsion is pending' };
  }
}
