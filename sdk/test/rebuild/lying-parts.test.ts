// SPDX-License-Identifier: Apache-2.0
import { preparedParts, type PreparedParts } from '@unionid/domain/api';
import type { InstructionOf } from '@unionid/domain/catalogue';
import { fromBase64url } from '@unionid/domain/encoding';
import { asDomainError } from '@unionid/domain/errors';
import { isNaming, statedByDecision } from '@unionid/domain/forms';
import { identityIdFor } from '@unionid/domain/person';
import { openFields, type Fields } from '@unionid/domain/privacy';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  newId,
  rebuildAccountOpening,
  rebuildClaim,
  rebuildEnrolment,
  rebuildTransferRequest,
} from '#src/index.js';
import { rootOfRecord, shownFields } from '#src/rebuild/real-name-fields.js';
import { CONTEXT, FIELDS, partsOf, PERSON, randomDigest } from '../support/fixtures.js';
import { ORG } from '../support/import-job.js';
import { anyLies, toldWith, type Lie } from '../support/lies.js';

const NAMING: Fields = Object.fromEntries(Object.entries(FIELDS).filter(([name]) => isNaming(name)));
const ENROLMENT = { org: ORG, joined: '2026-11-01' };
const OPENING = { org: ORG, on: '2026-11-01' };
const CLAIM = { org: ORG, kind: 'wrongDocument', evidence: randomDigest() } as const;
const REQUEST = { to: ORG, employer: '', evidence: { kind: 'residence', digest: randomDigest() } } as const;

type Built = InstructionOf<'person.enrol' | 'person.openAccount' | 'claim.open' | 'transfer.request'>;

/** Each instruction that is built from parts, with what the operator has decided as it stands in it. */
const BUILDERS: Readonly<
  Record<
    string,
    { readonly decided: object; readonly build: (parts: PreparedParts) => Built | Promise<Built> }
  >
> = {
  enrol: {
    decided: { org: ORG, ...statedByDecision({ joined: ENROLMENT.joined }) },
    build: (parts) => rebuildEnrolment({ person: PERSON, decision: ENROLMENT, parts, context: CONTEXT }),
  },
  open: {
    decided: { ...OPENING, level: 1 },
    build: (parts) => rebuildAccountOpening({ person: PERSON, decision: OPENING, parts, context: CONTEXT }),
  },
  claim: {
    decided: { ...CLAIM, level: 1 },
    build: (parts) => rebuildClaim({ person: PERSON, decision: CLAIM, parts, context: CONTEXT }),
  },
  transfer: {
    decided: REQUEST,
    build: (parts) => rebuildTransferRequest({ person: PERSON, decision: REQUEST, parts, context: CONTEXT }),
  },
};

/** What a gateway commits to beside what was entered. */
const COMMITTED: readonly Fields[] = [
  FIELDS,
  NAMING,
  { ...FIELDS, mobile: '19999999999', sex: '2', birthDate: '1950-01-01' },
  { ...FIELDS, docNumber: '319999198506150021' },
  { ...FIELDS, nameNormalised: '测试乙' },
];

/** And how it shows that: whole, or as a record that stands, opened by any choice of its fields. */
const SHOWN: readonly (((name: string) => boolean) | 'entered')[] = [
  'entered',
  isNaming,
  () => true,
  (name) => name === 'docNumber',
];

interface Said {
  readonly fields: Fields;
  readonly shown: (typeof SHOWN)[number];
  /** Version of the account that there is said to be, if any. */
  readonly account: number | undefined;
  readonly lies: readonly Lie[];
  /** Whether root and identifier are made to fit what is told. */
  readonly fits: boolean;
}

const anySaid: fc.Arbitrary<Said> = fc.record({
  fields: fc.constantFrom(...COMMITTED),
  shown: fc.constantFrom(...SHOWN),
  account: fc.option(fc.nat(2), { nil: undefined }),
  lies: fc.oneof(fc.constant([]), anyLies),
  fits: fc.boolean(),
});

function partsAs({ fields, shown, account, lies, fits }: Said): PreparedParts | undefined {
  const { record, ...parts } = partsOf(fields);
  const told = {
    ...parts,
    ...{ claim: { identityId: newId('identity'), version: 1 }, transfer: { version: 0, number: 1, slot: 3 } },
    ...(account !== undefined && { account: { version: account } }),
    record:
      shown === 'entered'
        ? record
        : { is: 'standing', opening: [...openFields(fields, fromBase64url(record.seed), shown)] },
  };
  const read = preparedParts.safeParse(toldWith(told, lies));
  // The client itself goes by the schema; whoever calls the functions may not.
  const said = read.success ? read.data : account === 0 ? (told as PreparedParts) : undefined;
  return said && fits ? fitted(said) : said;
}

function fitted(parts: PreparedParts): PreparedParts {
  const root = rootOfRecord(parts.record);
  return { ...parts, root, identityId: identityIdFor({ personKey: parts.personKey, root }) };
}

/** Whether the account that an instruction is of can have a record that stands. */
function mayStand(instruction: Built): boolean {
  return (
    instruction.type === 'transfer.request' ||
    (instruction.type === 'person.enrol' && instruction.subjectVersion > 0)
  );
}

describe('parts that a gateway tells otherwise in any way', () => {
  for (const [name, { build, decided }] of Object.entries(BUILDERS))
    it(`of ${name}: nothing is built, or what was entered`, async () => {
      let built = 0;
      await fc.assert(
        fc.asyncProperty(anySaid, async (said) => {
          const parts = partsAs(said);
          const instruction = parts && (await instructionOf(build, parts));
          if (instruction === undefined || parts === undefined) return;
          built += 1;
          expect(instruction.payload).to.deep.include(decided);
          expect(instruction.payload.root).to.equal(rootOfRecord(parts.record));
          const shown = shownFields(parts.record);
          if (parts.record.is === 'entered') expect(shown).to.deep.equal(FIELDS);
          else expect([mayStand(instruction), shown]).to.deep.equal([true, NAMING]);
        }),
        { numRuns: 400 },
      );
      expect(built).to.be.greaterThan(0);
    });
});

async function instructionOf(
  build: (parts: PreparedParts) => Built | Promise<Built>,
  parts: PreparedParts,
): Promise<Built | undefined> {
  try {
    return await build(parts);
  } catch (error) {
    if (asDomainError(error) === undefined) throw error;
    return undefined;
  }
}
