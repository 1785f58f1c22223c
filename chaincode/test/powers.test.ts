// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { decodeError } from '@unionid/domain/errors';
import { contractFunctionOf } from '@unionid/domain/instruction';
import {
  KEY_PREFIX,
  ledgerKey,
  NATIONAL_CODE,
  PROVINCE_CODES,
  readLedgerValue,
  splitKey,
  type Grant,
  type LedgerRecords,
  type LedgerType,
  type OperatorRecord,
} from '@unionid/domain/ledger';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  bootstrapPayload,
  newTestClock,
  InMemoryLedger,
  newTestLedger,
  type TestOperator,
} from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

/** Types that give somebody a power, or take one; a new type has to be put here or among the others. */
const POWERS = [
  ...(['governance.bootstrap', 'governance.addProvince', 'governance.joinProvince'] as const),
  ...(['governance.recoverRoot', 'operator.register', 'operator.grant', 'operator.revoke'] as const),
  ...(['operator.rotateKey', 'operator.revokeKey', 'operator.bindPerson'] as const),
] as const satisfies readonly InstructionType[];
/** Types that decide about other things, by powers that are there. Answer keys of gateways sign answers and decide nothing. */
const NO_POWERS = [
  ...(['decision.confirm', 'decision.withdraw', 'fund.open', 'fund.close'] as const),
  ...(['line.allot', 'line.accept', 'line.return', 'line.withdraw'] as const),
  ...(['programme.publish', 'programme.end', 'plan.open', 'plan.lock', 'plan.check'] as const),
  ...(['plan.approve', 'plan.publicise', 'plan.pay', 'plan.results', 'plan.reconcile'] as const),
  ...(['plan.close', 'plan.cancel', 'file.open', 'file.revise', 'file.close'] as const),
  ...(['item.return', 'item.recover', 'item.void', 'item.writeOff', 'receipt.attest'] as const),
  ...([
    'governance.openKeyVersion',
    'governance.closeKeyVersion',
    'governance.pruneInstructions',
    'governance.registerGatewayKey',
    'governance.revokeGatewayKey',
    'governance.setCalendar',
    'governance.setPolicy',
  ] as const),
  ...(['organisation.import', 'organisation.register', 'organisation.revise'] as const),
  // Whoever moves a union stands above both superiors and has had the power over it all along.
  ...(['organisation.move', 'organisation.beginClosing', 'organisation.close'] as const),
  ...(['application.open', 'application.admit', 'application.readmit'] as const),
  ...(['application.refuse', 'application.withdraw'] as const),
  ...(['person.enrol', 'person.import', 'person.openAccount', 'person.rekey'] as const),
  ...(['person.correct', 'person.correctIdentity', 'person.rebind'] as const),
  ...(['membership.decease', 'membership.deem', 'membership.expel', 'membership.leave'] as const),
  ...(['membership.change', 'membership.entrust', 'membership.recall'] as const),
  ...(['membership.rescind', 'membership.resume', 'membership.retain', 'membership.void'] as const),
  ...([
    'transfer.batch',
    'transfer.cancel',
    'transfer.complete',
    'transfer.decide',
    'transfer.object',
  ] as const),
  ...(['transfer.appeal', 'transfer.release', 'transfer.request', 'transfer.undo'] as const),
  ...(['transfer.requestMany', 'filing.acknowledge'] as const),
  // Auditors have no power over anybody; who appoints and removes them: auditor.test.ts.
  ...(['auditor.appoint', 'auditor.remove'] as const),
  ...(['finding.open', 'finding.respond', 'finding.close'] as const),
  ...(['unmask.request', 'unmask.approve', 'unmask.answer', 'sample.commit', 'sample.record'] as const),
  ...(['claim.answer', 'claim.decide', 'claim.open', 'claim.settle', 'claim.withdraw'] as const),
] as const satisfies readonly InstructionType[];

const ALL_GRANTS: readonly Grant[] = ['governance', 'operator', 'member'];

interface Cast {
  readonly name: string;
  readonly operator: TestOperator;
}

describe('powers', () => {
  it('are given and taken by types that are looked at here', () => {
    const types = Object.keys(INSTRUCTION_TYPES);
    expect(types, 'put a new type into POWERS or NO_POWERS').to.have.members([...POWERS, ...NO_POWERS]);
  });

  describe('of one operator over another', () => {
    let tree: UnionTree;
    let cast: readonly Cast[];

    before(async () => {
      tree = await newUnionTree();
      cast = await newCast(tree);
    });

    const recordOf = ({ operatorId }: TestOperator): OperatorRecord =>
      JSON.parse(tree.ledger.state(ledgerKey.operator(operatorId)) ?? 'null') as OperatorRecord;
    /** Whether the contract would carry it out; nothing is committed. */
    const may = async <T extends InstructionType>(
      type: T,
      payload: PayloadOf<T>,
      { by, subjectVersion = 0 }: { by: TestOperator; subjectVersion?: number },
    ): Promise<boolean> => {
      const argument = await tree.instruct(type, payload, { by, subjectVersion });
      const call = { function: contractFunctionOf(type), argument, submitter: { mspId: by.mspId } };
      return tree.ledger.endorse(call).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof Error) || decodeError(error.message) === undefined) throw error;
          return false;
        },
      );
    };
    const isBelow = (org: string, top: string): boolean => {
      const { parent } = JSON.parse(tree.ledger.state(ledgerKey.organisation(org)) ?? '{"parent":""}') as {
        parent: string;
      };
      return parent !== '' && (parent === top || isBelow(parent, top));
    };
    /** The whole rule: powers go downwards, and nobody has one over an equal. */
    const standsAbove = (by: TestOperator, { org, role, province }: OperatorRecord): boolean => {
      const actor = recordOf(by);
      if (actor.role !== 'superadmin' || !actor.grants.includes('operator')) return false;
      if (actor.province !== province) return false;
      return isBelow(org, actor.org) || (org === actor.org && role === 'cadre');
    };
    const forEachPair = async (
      check: (by: Cast, target: Cast, version: number) => Promise<void>,
    ): Promise<void> => {
      for (const by of cast)
        for (const target of cast) await check(by, target, recordOf(target.operator).version);
    };
    const newKey = async (target: TestOperator) => {
      const { signer } = tree.newOperator(target, target.org);
      const proof = await tree.prove({ purpose: 'operator-key', holder: target.operatorId }, signer);
      return { publicKey: signer.publicKey, proof };
    };

    it('are those of a superadmin over what stands below: grants and service', async () => {
      await forEachPair(async (by, { name, operator }, subjectVersion) => {
        const { operatorId } = operator;
        const expected = standsAbove(by.operator, recordOf(operator));
        const options = { by: by.operator, subjectVersion };
        const what = `${by.name} of ${name}`;
        const reason = 'other' as const;
        expect(await may('operator.revoke', { operatorId, reason }, options), what).to.equal(expected);
        expect(await may('operator.grant', { operatorId, grants: [] }, options), what).to.equal(expected);
      });
    });

    it('are over keys one’s own, too, but for a root operator’s last one', async () => {
      await forEachPair(async (by, { name, operator }, subjectVersion) => {
        const { operatorId, keyId } = operator;
        const isOwn = by.operator === operator;
        const expected = isOwn || standsAbove(by.operator, recordOf(operator));
        const options = { by: by.operator, subjectVersion };
        const what = `${by.name} of ${name}`;
        const isRoot = name.endsWith('root');
        const revoke = await may('operator.revokeKey', { operatorId, keyId }, options);
        expect(revoke, what).to.equal(expected && !isRoot);
        const rotation = { operatorId, ...(await newKey(operator)), revokeKeyId: keyId };
        expect(await may('operator.rotateKey', rotation, options), what).to.equal(expected);
      });
    });

    it('are given to cadres beside and superadmins below, never more than one has', async () => {
      const orgs = [tree.national.orgId, tree.sichuan.orgId, tree.city, tree.basic, tree.beijingBasic];
      for (const { name, operator: by } of cast)
        for (const org of orgs)
          for (const role of ['cadre', 'superadmin'] as const)
            for (const grants of [['member'], ['operator'], ['governance'], ['fund']] as Grant[][]) {
              const { operatorId } = tree.newOperator(by, org);
              const key = await newKey({ ...by, operatorId });
              const { province, org: own, grants: held } = recordOf(by);
              const isHeld = grants.every((grant) => held.includes(grant));
              const isForCadres = grants.every((grant) => grant === 'member' || grant === 'fund');
              const wouldBe = { ...recordOf(by), org, role } satisfies OperatorRecord;
              const expected =
                isHeld &&
                standsAbove(by, wouldBe) &&
                (role === 'cadre' ? own === org && isForCadres : own !== org) &&
                provinceOf(org) === province;
              const payload = { operatorId, org, role, grants, responsibility: '', ...key } as const;
              const what = `${name} makes a ${role} of ${org} with ${grants.join()}`;
              expect(await may('operator.register', payload, { by }), what).to.equal(expected);
            }
    });

    const provinceOf = (org: string): string =>
      (JSON.parse(tree.ledger.state(ledgerKey.organisation(org)) ?? '{}') as { province: string }).province;
  });

  describe('of an organisation', () => {
    let tree: UnionTree;
    beforeEach(async () => {
      tree = await newUnionTree();
    });

    const add = (code: string, mspId: string): Promise<unknown> =>
      tree.submit('governance.addProvince', { code, mspId, name: '某省总工会' }, { by: tree.national.root });

    it('are one node’s: no MSP is two, the national organisation none, and no node is off the list', async () => {
      expect(await codeOf(add('44', 'NationalMSP'))).to.equal('MSP_TAKEN');
      expect(await codeOf(add('44', 'SichuanMSP'))).to.equal('MSP_TAKEN');
      for (const code of [NATIONAL_CODE, '71', '81', '82', '99', '10'])
        expect(await codeOf(add(code, 'OtherMSP')), code).to.equal('INVALID_REQUEST');
      await add('44', 'GuangdongMSP');
      expect(await codeOf(add('45', 'GuangdongMSP'))).to.equal('MSP_TAKEN');
      expect(await codeOf(add('44', 'OtherMSP'))).to.equal('PROVINCE_REGISTERED');
    });

    it('are so from the bootstrap on', async () => {
      const clock = newTestClock();
      const test = newTestLedger(new InMemoryLedger({ now: clock.now }), clock);
      const bootstrap = (
        ...provinces: readonly (readonly [code: string, mspId: string])[]
      ): Promise<unknown> => {
        const named = provinces.map(([code, mspId]) => ({ code, mspId, name: '某省总工会' }));
        return test.submit(
          'governance.bootstrap',
          { ...bootstrapPayload(test), provinces: named },
          { by: test.national.root, submitter: { mspId: 'NationalMSP', admin: true } },
        );
      };
      for (const wrong of [
        [['51', 'NationalMSP']],
        [['00', 'OtherMSP']],
        [['99', 'OtherMSP']],
        [
          ['51', 'OneMSP'],
          ['11', 'OneMSP'],
        ],
        [
          ['51', 'OneMSP'],
          ['51', 'TwoMSP'],
        ],
      ] as const)
        expect(await codeOf(bootstrap(...wrong)), JSON.stringify(wrong)).to.equal('INVALID_REQUEST');
      await bootstrap(['51', 'OneMSP'], ['11', 'TwoMSP']);
    });

    it('come back by its own admin, who puts another root operator in the place of one that is lost', async () => {
      for (const { union, code } of [
        { union: tree.sichuan, code: '51' },
        { union: tree.national, code: NATIONAL_CODE },
      ]) {
        const next = tree.newOperator(union, union.orgId);
        const root = { operatorId: next.operatorId, publicKey: next.signer.publicKey };
        const recover = (
          submitter: { mspId: string; admin: boolean },
          change: object = {},
        ): Promise<unknown> =>
          tree.submit('governance.recoverRoot', { province: code, root, ...change }, { by: next, submitter });
        const { mspId } = union;
        expect(await codeOf(recover({ mspId: 'BeijingMSP', admin: true }))).to.equal('SUBMITTER_FOREIGN');
        expect(await codeOf(recover({ mspId, admin: false }))).to.equal('ADMIN_REQUIRED');
        const taken = { operatorId: tree.beijing.root.operatorId, publicKey: root.publicKey };
        expect(await codeOf(recover({ mspId, admin: true }, { root: taken }))).to.equal('ACTOR_UNKNOWN');
        await recover({ mspId, admin: true });
        const entry = { operatorId: union.root.operatorId, reason: 'other' } as const;
        expect(await codeOf(tree.submit('operator.revoke', entry, { by: union.root }))).to.equal(
          'OPERATOR_REVOKED',
        );
        await registerOperator(tree, {
          ...{ org: union.orgId, role: 'cadre', grants: ['verify'], by: next },
        });
        expect(await codeOf(recover({ mspId, admin: true }))).to.equal('OPERATOR_EXISTS');
      }
    });

    it('are not recovered before they were ever there', async () => {
      await add('44', 'GuangdongMSP');
      const next = tree.newOperator({ mspId: 'GuangdongMSP' }, tree.newId('organisation'));
      const root = { operatorId: next.operatorId, publicKey: next.signer.publicKey };
      for (const province of ['44', '45']) {
        const submitter = { mspId: 'GuangdongMSP', admin: true };
        const work = tree.submit('governance.recoverRoot', { province, root }, { by: next, submitter });
        expect(await codeOf(work)).to.equal('PROVINCE_UNKNOWN');
      }
    });
  });

  it('can always be taken back, whatever was decided before', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        const tree = await newUnionTree();
        const cast = [...(await newCast(tree))];
        for (const one of steps) {
          await take(tree, cast, one);
          assertRecoverable(tree);
        }
      }),
      { numRuns: 12 },
    );
  });
});

/** Operators of every kind: roots, superadmins above, below and beside, cadres. */
async function newCast(tree: UnionTree): Promise<readonly Cast[]> {
  const { sichuan, beijing, national, city, otherCity, basic } = tree;
  const make = (org: string, role: 'superadmin' | 'cadre', by?: TestOperator): Promise<TestOperator> =>
    registerOperator(tree, {
      ...{ org, role, grants: role === 'superadmin' ? ALL_GRANTS : ['member'] },
      ...(by !== undefined && { by }),
    });
  const citySuperadmin = await make(city, 'superadmin');
  return [
    { name: 'national root', operator: national.root },
    { name: 'root', operator: sichuan.root },
    { name: 'other root', operator: beijing.root },
    { name: 'city superadmin', operator: citySuperadmin },
    { name: 'its equal', operator: await make(city, 'superadmin') },
    { name: 'superadmin beside', operator: await make(otherCity, 'superadmin') },
    { name: 'superadmin below', operator: await make(basic, 'superadmin', citySuperadmin) },
    { name: 'cadre above', operator: await make(sichuan.orgId, 'cadre') },
    { name: 'city cadre', operator: await make(city, 'cadre', citySuperadmin) },
  ];
}

const step = fc.record({
  type: fc.constantFrom(...POWERS),
  by: fc.nat(20),
  target: fc.nat(20),
  org: fc.nat(4),
  role: fc.constantFrom('cadre', 'superadmin'),
  grants: fc.subarray([...ALL_GRANTS]),
  code: fc.constantFrom(...['44', '51', '00', '99']),
  mspId: fc.constantFrom('GuangdongMSP', 'SichuanMSP', 'NationalMSP'),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Tries a step as it comes; most are refused. */
async function take(tree: UnionTree, cast: Cast[], one: Step): Promise<void> {
  const at = (index: number): TestOperator => cast[index % cast.length]!.operator;
  const [by, target] = [at(one.by), at(one.target)];
  const { operatorId, keyId } = target;
  const stored = tree.ledger.state(ledgerKey.operator(operatorId)) ?? '{"version":0}';
  const { version: subjectVersion } = JSON.parse(stored) as { version: number };
  const org = [tree.sichuan.orgId, tree.city, tree.basic, tree.national.orgId, tree.otherCity][one.org]!;
  const next = tree.newOperator(by, org);
  const proofOf = (holder: string): Promise<string> =>
    tree.prove({ purpose: 'operator-key', holder }, next.signer);
  const { publicKey } = next.signer;
  const root = { operatorId: next.operatorId, publicKey };
  const admin = { mspId: by.mspId, admin: true };
  const { role, grants, code, mspId } = one;
  const tries: Readonly<Record<(typeof POWERS)[number], () => Promise<unknown>>> = {
    'governance.bootstrap': () =>
      tree.submit('governance.bootstrap', bootstrapPayload(tree), { by, submitter: admin }),
    'governance.addProvince': () =>
      tree.submit('governance.addProvince', { code, mspId, name: '某省总工会' }, { by }),
    'governance.joinProvince': () =>
      tree.submit(
        'governance.joinProvince',
        {
          province: code,
          organisation: { orgId: tree.newId('organisation'), name: '某省总工会', creditCode: '' },
          root,
        },
        { by: next, submitter: { mspId, admin: true } },
      ),
    'governance.recoverRoot': () =>
      tree.submit('governance.recoverRoot', { province: code, root }, { by: next, submitter: admin }),
    'operator.register': async () =>
      tree.submit(
        'operator.register',
        {
          operatorId: next.operatorId,
          org,
          role,
          grants,
          publicKey,
          proof: await proofOf(next.operatorId),
          responsibility: '',
        },
        { by },
      ),
    'operator.grant': () => tree.submit('operator.grant', { operatorId, grants }, { by, subjectVersion }),
    'operator.revoke': () =>
      tree.submit('operator.revoke', { operatorId, reason: 'other' }, { by, subjectVersion }),
    'operator.rotateKey': async () =>
      tree.submit(
        'operator.rotateKey',
        { operatorId, publicKey, proof: await proofOf(operatorId), revokeKeyId: keyId },
        { by, subjectVersion },
      ),
    'operator.revokeKey': () =>
      tree.submit('operator.revokeKey', { operatorId, keyId }, { by, subjectVersion }),
    'operator.bindPerson': () =>
      tree.submit(
        'operator.bindPerson',
        { operatorId, identityId: tree.newId('identity'), place: '' },
        { by, subjectVersion },
      ),
  };
  const isDone = await tries[one.type]().then(
    () => true,
    () => false,
  );
  if (!isDone) return;
  if (one.type === 'operator.rotateKey') {
    const index = cast.findIndex(({ operator }) => operator === target);
    const { signer, keyId: nextKeyId, privateKey } = next;
    cast[index] = { name: 'rotated', operator: { ...target, signer, privateKey, keyId: nextKeyId } };
  } else if (one.type !== 'operator.grant') {
    cast.push({ name: 'made', operator: next });
  }
}

/** What holds after every decision. */
function assertRecoverable(tree: UnionTree): void {
  const all = <T extends LedgerType>(type: T): [readonly string[], LedgerRecords[T]][] =>
    tree.ledger.entries().flatMap(([key, text]) => {
      const parts = splitKey(key);
      const record = parts?.type === KEY_PREFIX[type] ? readLedgerValue(type, text) : undefined;
      return parts === undefined || record === undefined ? [] : [[parts.attributes, record]];
    });
  const [[, network]] = all('network') as [[readonly string[], LedgerRecords['network']]];
  const provinces = all('province');
  const operators = new Map(all('operator').map(([[id = ''], record]) => [id, record]));
  const keys = all('operatorKey');
  const roots = [network.rootOperator, ...provinces.flatMap(([, { rootOperator }]) => rootOperator ?? [])];
  for (const root of roots) {
    expect(operators.get(root)).to.include({ state: 'ACTIVE', role: 'superadmin' });
    const active = keys.filter(([[id], { state }]) => id === root && state === 'ACTIVE');
    expect(active, 'a root operator without a key').to.have.length.above(0);
  }
  const heads = new Set(roots.map((root) => operators.get(root)?.org));
  for (const [operatorId, { role, org, state }] of operators) {
    const isBeside = state === 'ACTIVE' && role === 'superadmin' && heads.has(org);
    expect(isBeside && !roots.includes(operatorId), 'a superadmin whom nobody can remove').to.equal(false);
  }
  const mspIds = [network.nationalMspId, ...provinces.map(([, { mspId }]) => mspId)];
  expect(new Set(mspIds).size, 'one MSP, two nodes').to.equal(mspIds.length);
  for (const [[code = '']] of provinces) expect(PROVINCE_CODES).to.include(code);
}
