// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { INSTRUCTION_TYPES, type InstructionType } from '#src/catalogue/index.js';
import { GRANTS } from '#src/ledger/index.js';
import { parseWith } from '#src/schema/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf, PAYLOADS } from '../support/instructions.js';

const employer = {
  name: '某某有限公司',
  creditCode: '91510100MAXY12340X',
  nature: '170',
  economicType: '170',
  industry: 'C',
  district: '',
  headcount: 12,
};

const FAULTS: readonly (readonly [InstructionType, Readonly<Record<string, unknown>>])[] = [
  ['governance.bootstrap', { provinces: [] }],
  ['governance.bootstrap', { provinces: [{ code: '5', mspId: 'SichuanMSP', name: '四川省总工会' }] }],
  ['governance.bootstrap', { mspId: 'National MSP' }],
  ['governance.bootstrap', { root: { operatorId: idOf('operator'), publicKey: '04' } }],
  ['governance.joinProvince', { province: '510000' }],
  ['governance.joinProvince', { organisation: { orgId: idOf('organisation'), name: '四川省总工会' } }],
  ['governance.addProvince', { name: '' }],
  ['governance.registerGatewayKey', { proof: 'f' }],
  ['governance.revokeGatewayKey', { keyId: '' }],
  ['governance.pruneInstructions', { day: '2026-02-30' }],
  ['governance.pruneInstructions', { limit: 501 }],
  ['governance.pruneInstructions', { limit: 0 }],
  ['organisation.register', { level: 0 }],
  ['organisation.register', { level: 6 }],
  ['organisation.register', { parent: '' }],
  ['organisation.register', { creditCode: '123' }],
  ['organisation.register', { foundedOn: '2001-02-29' }],
  ['organisation.register', { employers: new Array(201).fill(employer) }],
  ['organisation.register', { employers: [{ ...employer, headcount: -1 }] }],
  ['organisation.register', { employers: [{ ...employer, phone: '1' }] }],
  ['operator.register', { role: 'root' }],
  ['operator.register', { grants: ['member', 'member'] }],
  ['operator.register', { grants: ['everything'] }],
  ['operator.register', { responsibility: 'scan.pdf' }],
  ['operator.grant', { grants: ['verify', 'verify'] }],
  ['operator.revoke', { reason: '' }],
  ['operator.rotateKey', { revokeKeyId: 'all' }],
  ['operator.revokeKey', { keyId: undefined }],
  ['person.openAccount', { level: 2 }],
  ['person.openAccount', { on: '2026-01-32' }],
  ['person.enrol', { state: 'NONE' }],
  ['person.enrol', { level: 4 }],
  ['person.enrol', { personKey: '119999199003070019' }],
  ['person.enrol', { nameTag: '张三' }],
  ['person.enrol', { joined: '' }],
  ['person.enrol', { change: '' }],
  ['person.rekey', { accounts: [] }],
  ['person.rekey', { accounts: new Array(201).fill(PAYLOADS['person.rekey'].accounts[0]) }],
  ['person.rekey', { accounts: [{ ...PAYLOADS['person.rekey'].accounts[0], formerKey: undefined }] }],
  ['person.import', { rows: 0 }],
  ['organisation.import', { root: '' }],
];

describe('payloads', () => {
  for (const [type, fault] of FAULTS) {
    it(`of ${type} refuse ${JSON.stringify(fault).slice(0, 60)}`, () => {
      expectCode(
        () => parseWith(INSTRUCTION_TYPES[type].payload, { ...PAYLOADS[type], ...fault }),
        'INVALID_REQUEST',
      );
    });
  }

  it('of a union take its employers, and all the grants there are', () => {
    const union = { ...PAYLOADS['organisation.register'], employers: new Array(200).fill(employer) };
    expect(parseWith(INSTRUCTION_TYPES['organisation.register'].payload, union)).to.deep.equal(union);
    const grants = { ...PAYLOADS['operator.grant'], grants: [...GRANTS] };
    expect(parseWith(INSTRUCTION_TYPES['operator.grant'].payload, grants)).to.deep.equal(grants);
  });
});
