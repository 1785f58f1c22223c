// SPDX-License-Identifier: Apache-2.0
import type { Words } from '../instruction/index.js';
import type { ObjectionGround, TransferEvidence } from '../ledger/index.js';

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

/** What entitles a union to ask for a member, for people. */
export function evidenceWords(kind: TransferEvidence): Words {
  switch (kind) {
    case 'contract':
      return { zh: '劳动合同', en: 'labour contract' };
    case 'socialInsurance':
      return { zh: '社保参保', en: 'social insurance' };
    case 'employmentNote':
      return { zh: '用工证明', en: "employer's note" };
    case 'platformNote':
      return { zh: '平台用工证明', en: "platform's note" };
    case 'residence':
      return { zh: '居住证明', en: 'residence' };
  }
}
