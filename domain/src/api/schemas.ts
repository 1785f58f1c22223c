// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { signedMatchingAnswer } from '../answer/matching-answer.js';
import { signedAnswer } from '../answer/verification-answer.js';
import type { CounterDecision, CounterPerson } from '../forms/counter-entry.js';
import { IMPORT_KIND_NAMES } from '../forms/import-kinds.js';
import { signedInstructionSchema } from '../instruction/index.js';
import { FUND_SOURCES } from '../ledger/index.js';
import {
  codeField,
  countField,
  dateField,
  digestField,
  fenField,
  fundIdField,
  identityIdField,
  instructionIdField,
  keyIdField,
  manifestIdField,
  mspIdField,
  operatorIdField,
  orgIdField,
  placeField,
  personKeyField,
  provinceCodeField,
  publicKeyField,
  tagField,
  timestampField,
  versionField,
} from '../schema/index.js';

// Bodies of the gateway's HTTP interface, shared by gateway and client: one declaration gives type, check and OpenAPI.

/** A page of a list; `next` is the cursor of the following page, absent on the last. */
export const pageOf = <T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodOptional<z.ZodString> }> =>
  z.object({ items: z.array(item), next: z.string().optional() });

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(512).optional(),
});

/** GET /v1/network: what a client needs before it signs anything. */
export const networkView = z.object({
  network: z.string(),
  channel: z.string(),
  /** The one that says who may act; claims of keys name it. */
  chaincode: z.string(),
  /** Every chaincode of ours on the channel. */
  chaincodes: z.array(z.object({ name: z.string() })),
  mspId: mspIdField,
  province: provinceCodeField,
  gatewayKey: z.object({ keyId: keyIdField, publicKey: publicKeyField }),
  /** Answer keys of every gateway in service, as governance has them on the ledger: compare them with another gateway's. */
  gatewayKeys: z.array(z.object({ mspId: mspIdField, keyId: keyIdField, publicKey: publicKeyField })),
  height: z.int(),
  nationalOrg: orgIdField.optional(),
  provinces: z.array(
    z.object({
      code: provinceCodeField,
      mspId: mspIdField,
      name: z.string(),
      rootOrg: orgIdField.optional(),
    }),
  ),
});

/** A cell of the member form. What it may be is the form's to judge, which also says what is wrong with it. */
const cell = z.string().max(1_000);

/** One person as entered at the counter, in texts of the member form or codes of its drop-downs (domain/src/codes). */
export const personInput = z.strictObject({
  name: cell,
  /** A resident identity card where it is left out. */
  docType: cell.default(''),
  docNumber: cell,
  mobile: cell,
  sex: cell,
  /** May be left out where the number tells it. */
  birthDate: cell.default(''),
  householdType: cell,
  /** Further fields of the member form, by field name or by column. */
  more: z.record(z.string().max(32), cell).optional(),
}) satisfies z.ZodType<CounterPerson>;

/** What the operator decides on the membership. */
export const enrolmentDecision = z.strictObject({
  joined: dateField,
  state: z.enum(['ACTIVE', 'RETAINED']).optional(),
  /** Date since which the state holds; the joining date where it is left out. */
  since: dateField.optional(),
  /** 会籍变化类型; 1 (入会) where it is left out. */
  change: codeField.optional(),
  /** 会籍变化原因; empty for none. */
  reason: codeField.or(z.literal('')).optional(),
}) satisfies z.ZodType<CounterDecision>;

/** POST /v1/preparations: what only the gateway can compute for enrolling one person (architecture.md §4.1). */
export const prepareRequest = z.strictObject({
  type: z.enum(['person.enrol', 'person.openAccount']),
  person: personInput,
  org: orgIdField,
  /** Of an enrolment: judged with the person where it is given, so that nothing is signed that an import would refuse. */
  decision: enrolmentDecision.optional(),
});
export const preparedParts = z.object({
  preparationId: identityIdField,
  identityId: identityIdField,
  personKey: personKeyField,
  nameTag: tagField,
  /** The seed of the field salts, 32 bytes base64url: with it the client rebuilds `root` from what was entered. */
  seed: digestField,
  root: digestField,
  level: z.union([z.literal(0), z.literal(1)]),
  /** Fields as they were normalised; the root is over exactly these. */
  fields: z.record(z.string(), z.string()),
  expires: timestampField,
});

export const instructionStatus = z.object({
  instructionId: instructionIdField,
  status: z.enum(['PENDING', 'COMMITTED', 'REFUSED']),
  transactionId: z.string(),
  block: z.int().optional(),
  /** Canonical JSON result of the contract, parsed. */
  result: z.unknown().optional(),
  code: z.string().optional(),
});

export const organisationView = z.object({
  orgId: orgIdField,
  name: z.string(),
  parent: z.string(),
  province: provinceCodeField,
  level: z.int(),
  state: z.enum(['ACTIVE', 'CLOSED']),
  kind: z.string(),
  creditCode: z.string(),
  foundedOn: z.string(),
  /** 工会地址; absent where nobody told. */
  address: z.string().optional(),
  version: versionField,
  /** Version of the descriptive record, which changes apart from the union's own; 0 where there is none. */
  profileVersion: versionField,
  employers: countField,
});
export const operatorView = z.object({
  operatorId: operatorIdField,
  org: orgIdField,
  province: provinceCodeField,
  role: z.enum(['superadmin', 'cadre']),
  grants: z.array(z.string()),
  state: z.enum(['ACTIVE', 'REVOKED']),
  grantedBy: z.string(),
  /** identityId of the person behind it; shown to those of its province who grant. */
  person: identityIdField.optional(),
  version: versionField,
  keys: z.array(
    z.object({ keyId: keyIdField, publicKey: publicKeyField, state: z.enum(['ACTIVE', 'REVOKED']) }),
  ),
});
export const accountView = z.object({
  identityId: identityIdField,
  did: z.string(),
  state: z.enum(['NONE', 'ACTIVE', 'RETAINED']),
  province: provinceCodeField,
  org: orgIdField,
  joined: z.string(),
  since: z.string(),
  level: z.int(),
  version: versionField,
  /** Page and slot where it stands since its bulk load; '' once it has a record of its own. Instructions name it. */
  place: placeField,
});
/** One change of an account, newest last. */
export const historyEntry = z.object({
  block: z.int(),
  transactionId: z.string(),
  time: timestampField,
  type: z.string(),
  actor: z.string(),
  account: accountView.optional(),
  /** True where nobody can read what the ledger says since then. */
  unreadable: z.literal(true).optional(),
});
/** A member as the home province's staff sees it: masked (union-law.md §9.2). */
export const memberView = accountView.extend({ name: z.string(), docNumber: z.string(), mobile: z.string() });

/** A decision that waits for its second signature, with the signed instruction that whoever confirms it confirms. */
export const decisionView = z.object({
  actor: operatorIdField,
  instructionId: instructionIdField,
  chaincode: z.string(),
  type: z.string(),
  digest: digestField,
  org: orgIdField,
  province: provinceCodeField,
  until: timestampField,
  block: z.int(),
  decision: signedInstructionSchema,
});
export const fundView = z.object({
  fundId: fundIdField,
  version: versionField,
  state: z.enum(['OPEN', 'CLOSED']),
  province: provinceCodeField,
  org: orgIdField,
  source: z.enum(FUND_SOURCES),
  /** SM3 of the number of the document that grants it. */
  document: digestField,
  fen: fenField,
});

export const verifyRequest = z.union([
  z.strictObject({ identityId: identityIdField, purpose: z.string().min(1).max(64) }),
  z.strictObject({
    docType: codeField,
    docNumber: z.string().min(1).max(40),
    name: z.string().min(1).max(100),
    purpose: z.string().min(1).max(64),
  }),
]);
export const verifyResponse = signedAnswer;

/** POST /v1/matching/person-tags (national gateway only). */
export const matchingRequest = z.strictObject({
  persons: z
    .array(z.strictObject({ person: digestField, name: digestField }))
    .min(1)
    .max(1_000),
});
export const matchingResponse = signedMatchingAnswer;

export const importKind = z.enum(IMPORT_KIND_NAMES);
export const importState = z.enum(['READING', 'READY', 'SUBMITTING', 'DONE', 'FAILED', 'CANCELLED']);
export const importCounts = z.object({
  rows: countField,
  ready: countField,
  bad: countField,
  fixed: countField,
  unchanged: countField,
  elsewhere: countField,
  submitted: countField,
  done: countField,
  refused: countField,
});
export const importView = z.object({
  importId: manifestIdField,
  kind: importKind,
  state: importState,
  fileName: z.string(),
  fileDigest: digestField,
  counts: importCounts,
  chunks: countField,
  /** Chunks, from the first on, that will not change any more: they can be compared while later rows are being read. */
  chunksPrepared: countField,
  chunksDone: countField,
  dryRun: z.boolean(),
  createdAt: timestampField,
  updatedAt: timestampField,
  /** Present once READY with rows: what the operator signs. */
  manifest: z
    .object({
      manifestId: manifestIdField,
      rows: countField,
      chunks: countField,
      root: digestField,
      file: digestField,
    })
    .optional(),
  /** What holds the job up, or ended it. */
  error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).optional(),
  /** Headers of columns that the form does not have and the import leaves out. */
  ignoredColumns: z.array(z.string()).optional(),
});
/** One line of the report; it never repeats a personal value. */
export const reportRow = z.object({
  row: z.int(),
  /** `ended`: the row reports a membership that is over (转出, 除名, 退会), so there is nobody to enrol. */
  outcome: z.enum(['done', 'ready', 'unchanged', 'bad', 'refused', 'elsewhere', 'ended']),
  problems: z.array(
    z.object({
      code: z.string(),
      column: z.string(),
      zh: z.string(),
      en: z.string(),
      fixZh: z.string(),
      fixEn: z.string(),
      allowed: z.array(z.string()).optional(),
      /** Of a duplicate: the row that stands. */
      firstRow: z.int().optional(),
    }),
  ),
  fixes: z.array(z.object({ column: z.string(), kind: z.string() })),
  warnings: z.array(z.object({ column: z.string(), code: z.string() })),
  /** Of the member that the row is; in an organisation import the identifier of the union. */
  identityId: identityIdField.or(orgIdField).optional(),
});
/** One prepared chunk for the client's own rebuilding: ledger rows, and per row the seed and fields the root is made of. */
export const preparedChunk = z.object({
  index: z.int(),
  rows: z.array(z.record(z.string(), z.unknown())),
  evidence: z.array(z.object({ row: z.int(), seed: digestField, fields: z.record(z.string(), z.string()) })),
});

/** RFC 9457 problem document with our members. */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.object({ zh: z.string(), en: z.string() }),
  next: z.object({ zh: z.string(), en: z.string() }),
  details: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string(),
  transactionId: z.string().optional(),
});

export type NetworkView = z.output<typeof networkView>;
export type PersonInput = z.output<typeof personInput>;
export type EnrolmentDecision = z.output<typeof enrolmentDecision>;
export type PrepareRequest = z.output<typeof prepareRequest>;
export type PreparedParts = z.output<typeof preparedParts>;
export type InstructionStatus = z.output<typeof instructionStatus>;
export type OrganisationView = z.output<typeof organisationView>;
export type OperatorView = z.output<typeof operatorView>;
export type AccountView = z.output<typeof accountView>;
export type HistoryEntry = z.output<typeof historyEntry>;
export type DecisionView = z.output<typeof decisionView>;
export type FundView = z.output<typeof fundView>;
export type MemberView = z.output<typeof memberView>;
export type VerifyRequest = z.output<typeof verifyRequest>;
export type MatchingRequest = z.output<typeof matchingRequest>;
export type MatchingResponse = z.output<typeof matchingResponse>;
export type ImportState = z.output<typeof importState>;
export type ImportCounts = z.output<typeof importCounts>;
export type ImportView = z.output<typeof importView>;
export type ReportRow = z.output<typeof reportRow>;
export type PreparedChunk = z.output<typeof preparedChunk>;
export type ProblemDocument = z.output<typeof problemDocument>;
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}
