// SPDX-License-Identifier: Apache-2.0
import type { FileContentRequest, FileParts } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { DomainError, invalidRequest, type FieldFault } from '@unionid/domain/errors';
import { contentDigest, householdIdentifiers, type FileContent } from '@unionid/domain/file';
import { personIndexOf, type HouseholdMember } from '@unionid/domain/ledger';
import type { PersonIdentifiers, PersonTags } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import {
  canonicalDocument,
  chinaDateAt,
  documentKindOf,
  fixDocumentNumber,
  normaliseName,
  parseDocument,
} from '@unionid/domain/values';
import type { Matching } from '../matching/matching.js';
import type { AccountQueries, TaggedAccount } from '../read-model/read-model.js';
import { accountOf } from '../standing/account-of.js';
import { standingAccount } from '../standing/standing-account.js';
import type { FileContents } from './file-contents.js';

const SEED_BYTES = 32;
/** GA/T 517: 居民身份证, whose number a 户口簿 tells of children. */
const RESIDENT_ID = '111';

export interface FileMeans {
  /** Charged to the operator. */
  readonly matching: Matching;
  readonly readModel: Pick<AccountQueries, 'account' | 'accountByPersonKey'>;
  readonly contents: FileContents;
  readonly now: () => number;
}

/**
 * What a file is to say, kept sealed, and what of it goes on the ledger: a tag for each document, and the accounts that there are.
 * @throws DomainError INVALID_REQUEST naming fields, never a value; ACCOUNT_UNKNOWN where the head has none; MATCHING_UNAVAILABLE, QUOTA_EXCEEDED
 */
export async function prepareFile(
  fileId: string,
  { household, content }: FileContentRequest,
  means: FileMeans,
): Promise<FileParts> {
  const { now, contents } = means;
  const identifiers = readHousehold(household, chinaDateAt(now()));
  const known = await matchHousehold(identifiers, means);
  const place = known[0]?.account?.place;
  if (place === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  const record: FileContent = { household, content };
  const seed = toBase64url(randomBytes(SEED_BYTES));
  const digest = contentDigest(record, seed);
  await contents.keep({ fileId, digest }, { seed, record });
  return { fileId, members: known.map(({ member }) => member), place, content: digest, seed };
}

function readHousehold(household: FileContent['household'], today: string): readonly PersonIdentifiers[] {
  const faults: FieldFault[] = [];
  const read = household.map(({ name, docType = RESIDENT_ID, docNumber }, at) => {
    const kind = documentKindOf(docType);
    const document =
      kind === undefined ? undefined : parseDocument(kind, fixDocumentNumber(kind, docNumber).text, today);
    if (document?.ok !== true) {
      const code = document?.ok === false ? document.code : 'VALUE_NOT_ALLOWED';
      faults.push({ path: `household.${String(at)}.docNumber`, code });
      return [];
    }
    const { docType: type, docNumber: number } = canonicalDocument(
      document.value.kind,
      document.value.number,
    );
    return [{ docType: type, docNumber: number, name: normaliseName(name).name.normalised }];
  });
  if (faults.length > 0) throw invalidRequest(faults);
  return read.flat();
}

interface KnownMember {
  readonly member: HouseholdMember;
  readonly account: TaggedAccount | undefined;
}

/** Each by the tag of the document, and by the account of whoever has it under this name. */
async function matchHousehold(
  identifiers: readonly PersonIdentifiers[],
  { matching, readModel }: FileMeans,
): Promise<readonly KnownMember[]> {
  const asked = [...identifiers.map(householdIdentifiers), ...identifiers];
  const { tags } = await matching.personTags(asked, 'enrolment');
  return Promise.all(
    identifiers.map(async (_person, at) => {
      const [inHousehold, asPerson] = [tags[at], tags[identifiers.length + at]];
      if (inHousehold === undefined || asPerson === undefined) throw new DomainError('MATCHING_UNAVAILABLE');
      const found = await accountOf(asPerson, readModel);
      const named = found?.nameTag === asPerson.nameTag ? found : undefined;
      // Under a number that an account has ended with, the person is found all the same.
      const account = named && (await standingAccount(named, readModel));
      const id = account !== undefined && { id: account.identityId };
      return { member: { ...householdTags(inHousehold), ...id }, account };
    }),
  );
}

/** The tag, and that under the version of the key before. */
export function householdTags({ personKey, formerKey }: PersonTags): Pick<HouseholdMember, 'tag' | 'former'> {
  return {
    tag: personIndexOf(personKey),
    ...(formerKey !== undefined && { former: personIndexOf(formerKey) }),
  };
}
