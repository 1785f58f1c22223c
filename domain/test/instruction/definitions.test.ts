// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { INSTRUCTION_TYPES, type InstructionType } from '#src/catalogue/index.js';
import type { ErrorCode } from '#src/errors/index.js';
import type { InstructionDefinition } from '#src/instruction/index.js';

const DEFINITIONS: readonly InstructionDefinition[] = Object.values(INSTRUCTION_TYPES);

describe('all definitions', () => {
  it('say by whom, on which record, how long and by how many a decision is taken', () => {
    expect(DEFINITIONS.map(tell)).to.deep.equal([
      'application.admit: member, of application, in time, two in 14 days',
      'application.open: member, of application, in time',
      'application.readmit: member, of application, in time, two unions in 14 days',
      'application.refuse: member, of application, in time',
      'application.withdraw: member, of application, in time',
      'auditor.appoint: audit, supervises, of nothing yet',
      'auditor.remove: audit, of operator',
      'claim.answer: member, of claim, in time',
      'claim.decide: member, of claim, in time',
      'claim.open: member, of claim, in time',
      'claim.settle: member, of claim, in time',
      'claim.withdraw: member, of claim, in time',
      'decision.confirm: in each, no grant, any, of pending, in time',
      'decision.withdraw: in each, no grant, any, of pending',
      'file.close: in benefit, file, of hardshipFile, in time',
      'file.open: in benefit, file, of hardshipFile, in time',
      'file.revise: in benefit, file, of hardshipFile, in time, two in 7 days',
      'filing.acknowledge: member, above, of account',
      'finding.close: in benefit, auditor, no grant, audited, of finding, in time',
      'finding.open: in benefit, auditor, no grant, audited, of nothing yet, in time',
      'finding.respond: in benefit, fund, of finding, in time',
      'fund.close: in benefit, fund, of fund',
      'fund.open: in benefit, fund, of nothing yet',
      'governance.addProvince: governance, of nothing yet',
      'governance.bootstrap: founder, no grant, of nothing yet',
      'governance.closeKeyVersion: governance, of nothing yet',
      'governance.joinProvince: founder, no grant, of nothing yet',
      'governance.openKeyVersion: governance, of nothing yet',
      'governance.pruneInstructions: governance, of nothing yet',
      'governance.recoverRoot: founder, no grant, of nothing yet',
      'governance.registerGatewayKey: governance, of nothing yet',
      'governance.revokeGatewayKey: governance, of gatewayKey',
      'governance.setCalendar: governance, of calendar',
      'governance.setPolicy: governance, of policy',
      'item.recover: in benefit, pay, of plan, in time',
      'item.return: in benefit, pay, of plan, in time',
      'item.void: in benefit, plan, of plan, in time',
      'item.writeOff: in benefit, approve, of plan, two in 14 days',
      'line.accept: in benefit, fund, of allotment',
      'line.allot: in benefit, fund, of nothing yet',
      'line.return: in benefit, fund, of nothing yet',
      'line.withdraw: in benefit, fund, of allotment',
      'membership.change: member, of nothing yet, in time, 168 h, two unions in 14 days',
      'membership.decease: member, of account, two unions in 14 days',
      'membership.deem: member, of account, two in 14 days',
      'membership.entrust: member, of account, two in 14 days',
      'membership.expel: member, of account, two unions in 14 days',
      'membership.leave: member, of account, two in 14 days',
      'membership.recall: member, of account',
      'membership.rescind: member, of account, two unions in 14 days',
      'membership.resume: member, of account, two in 14 days',
      'membership.retain: member, of account, two in 14 days',
      'membership.void: member, of account, two unions in 14 days',
      'operator.bindPerson: operator, of operator',
      'operator.grant: operator, of operator',
      'operator.register: operator, of nothing yet',
      'operator.revokeKey: either, no grant, of operator',
      'operator.revoke: operator, of operator',
      'operator.rotateKey: either, no grant, of operator',
      'organisation.beginClosing: organisation, of organisation, two in 14 days',
      'organisation.close: organisation, of organisation',
      'organisation.import: organisation, of nothing yet, 168 h',
      'organisation.move: organisation, of organisation, two in 14 days',
      'organisation.register: organisation, of nothing yet',
      'organisation.revise: organisation, of organisationProfile, two in 7 days',
      'person.correctIdentity: member, of account, two unions in 14 days',
      'person.correct: member, of account',
      'person.enrol: member, of account',
      'person.import: member, of nothing yet, 168 h',
      'person.openAccount: member, of nothing yet',
      'person.rebind: member, of account, two unions in 14 days',
      'person.rekey: member, of nothing yet',
      'plan.approve: in benefit, approve, approves, of plan, in time',
      'plan.cancel: in benefit, plan, of plan, in time',
      'plan.check: in benefit, check, of plan, in time',
      'plan.close: in benefit, plan, of plan',
      'plan.lock: in benefit, plan, of plan, in time',
      'plan.open: in benefit, plan, of nothing yet, in time, 168 h, two in 14 days',
      'plan.pay: in benefit, pay, of plan, in time',
      'plan.publicise: in benefit, plan, of plan, in time',
      'plan.reconcile: in benefit, pay, of plan, in time',
      'plan.results: in benefit, pay, of nothing yet, in time, 168 h',
      'programme.end: in benefit, fund, of programme',
      'programme.publish: in benefit, fund, of programme',
      'receipt.attest: in benefit, pay, of plan',
      'sample.commit: in benefit, auditor, no grant, audited, of nothing yet, in time',
      'sample.record: in benefit, auditor, no grant, audited, of sample, in time',
      'transfer.appeal: member, of transfer, in time',
      'transfer.batch: member, of nothing yet, in time, 168 h, two oldSide in 7 days',
      'transfer.cancel: member, of transfer, in time',
      'transfer.complete: member, of transfer, in time',
      'transfer.decide: member, of transfer, in time',
      'transfer.object: member, of transfer, in time',
      'transfer.release: member, of transfer, in time',
      'transfer.requestMany: member, of nothing yet, in time, 168 h',
      'transfer.request: member, of transfer, in time',
      'transfer.undo: member, of transfer, in time',
      'unmask.answer: in benefit, member, of unmask, in time',
      'unmask.approve: in benefit, audit, supervises, of unmask, in time',
      'unmask.request: in benefit, auditor, no grant, audited, of nothing yet, in time',
    ]);
  });

  it('declare that a union which has ended takes nobody', () => {
    for (const type of TAKING)
      expect(INSTRUCTION_TYPES[type].errors, type).to.include.members([
        'ORGANISATION_UNKNOWN',
        'ORGANISATION_CLOSED',
      ]);
  });

  it('declare what every rule refuses that names what they name', () => {
    for (const { type, payload, subject, errors } of DEFINITIONS) {
      const named = Object.keys((payload as unknown as { shape: object }).shape);
      const missing = Object.entries(REFUSED)
        .filter(([field]) => named.includes(field))
        .flatMap(([, codes]) => codes)
        .filter((code) => !errors.includes(code));
      expect(missing, type).to.deep.equal([]);
      if (subject === 'operator') expect(errors, type).to.include('OPERATOR_UNKNOWN');
      expect(errors, type).to.have.length(new Set(errors).size);
    }
  });
});

/** Those by which a union takes somebody or something, which one that has ended does not. */
const TAKING: readonly InstructionType[] = [
  ...([
    'application.open',
    'application.admit',
    'application.readmit',
    'claim.open',
    'claim.settle',
  ] as const),
  ...([
    'fund.open',
    'line.allot',
    'line.return',
    'plan.open',
    'programme.publish',
    'membership.entrust',
    'operator.register',
    'person.enrol',
    'person.openAccount',
  ] as const),
  ...([
    'organisation.register',
    'organisation.move',
    'organisation.revise',
    'organisation.beginClosing',
  ] as const),
  ...(['transfer.request', 'transfer.complete', 'transfer.undo', 'transfer.batch'] as const),
];

/** What can be wrong with what a field names, whatever the decision is about. */
const REFUSED: Readonly<Record<string, readonly ErrorCode[]>> = {
  place: ['ACCOUNT_UNKNOWN', 'PLACE_WRONG'],
  org: ['ORGANISATION_UNKNOWN'],
  orgId: ['ORGANISATION_UNKNOWN'],
  personKey: ['KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED'],
  accounts: ['KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED', 'ACCOUNT_UNKNOWN', 'ACCOUNT_EXISTS'],
  manifestId: ['MANIFEST_EXISTS', 'CHUNK_TOO_LARGE'],
  on: ['DATES_INVALID'],
  scope: ['PROVINCE_UNKNOWN'],
  fields: ['CORRECTION_FIELDS'],
};

function tell(definition: InstructionDefinition): string {
  const { type, chaincode, actor, grant, relation, subject, hasDeadline, maxHours, secondSignature } =
    definition;
  const said = [
    chaincode === 'identity' ? '' : `in ${chaincode}`,
    actor === 'operator' ? '' : actor,
    grant ?? 'no grant',
    relation === 'subtree' ? '' : relation,
    subject === undefined ? 'of nothing yet' : `of ${subject}`,
    hasDeadline === true ? 'in time' : '',
    maxHours === 24 ? '' : `${String(maxHours)} h`,
    secondSignature === undefined ? '' : tellSecond(secondSignature),
  ];
  return `${type}: ${said.filter((part) => part !== '').join(', ')}`;
}

function tellSecond({
  otherUnion,
  relation,
  days,
}: NonNullable<InstructionDefinition['secondSignature']>): string {
  const whose = `${otherUnion === true ? ' unions' : ''}${relation === 'subtree' ? '' : ` ${relation}`}`;
  return `two${whose} in ${String(days)} days`;
}
