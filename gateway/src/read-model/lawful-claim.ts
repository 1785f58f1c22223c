// SPDX-License-Identifier: Apache-2.0
import { claimTerms, settleClaim, type Settled } from '@unionid/domain/claim';
import { unlessRefused } from '@unionid/domain/errors';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey, type ClaimRecord } from '@unionid/domain/ledger';
import { chinaDateAt } from '@unionid/domain/values';
import type { LedgerTransaction } from '../ledger/ledger.js';
import { heirOf } from './heir-of.js';
import { AHEAD_MS, readOrganisation, timeOf, type SwitchGround } from './lawful-switch.js';
import { writesExactly, type LawfulWrites } from './lawful-writes.js';
import { isSettlingOnto, type OntoRead } from './lawful-onto.js';
import { isUnreadable } from './readable.js';
import type { ClaimQueries, GovernanceQueries, KnownClaim } from './read-model.js';
import { readWrite } from './shape/read-record.js';

export interface SettlingGround extends Pick<SwitchGround, 'now' | 'province'> {
  /** As things stood before the block. */
  readonly readModel: Pick<ClaimQueries, 'claim'> & Pick<GovernanceQueries, 'clock'> & OntoRead;
}

/**
 * Whether a transaction does no more than settle a claim that was upheld then: by the rules of before, computed anew here. The
 * province whose account held the number need not endorse that; any other number that is taken from its accounts is an alarm.
 */
export async function isLawfulSettling(
  transaction: LedgerTransaction,
  ground: SettlingGround,
): Promise<boolean> {
  try {
    return await isSettling(transaction, ground);
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

async function isSettling(
  transaction: LedgerTransaction,
  { readModel, province, now }: SettlingGround,
): Promise<boolean> {
  const writes = transaction.writes.flatMap((write) => readWrite(write) ?? []);
  const [settled, ...others] = writes.filter(({ type }) => type === 'claim');
  if (settled === undefined || others.length > 0) return false;
  if (Date.parse(transaction.time) > now + AHEAD_MS) return false;
  const known = await readModel.claim(settled.name);
  // Whoever claims settles, and endorses: what is said of the own account nobody else has signed.
  if (known === undefined || known.claim.province === province) return false;
  if (!(await isCounted(known.claim, readModel))) return false;
  const time = Date.parse(await timeOf(transaction, readModel));
  if (known.claim.onto === true) return isSettlingOnto({ transaction, known, readModel, now: time });
  const outcomes = await outcomesOf(known, readModel, time);
  return outcomes.some((outcome) => writesExactly(transaction, writesOf(known, outcome)));
}

/**
 * Whether the deadlines of a claim that nobody answered are those that follow from its beginning: whoever claims need not have had them
 * counted by the contract that the other province has.
 */
async function isCounted(claim: ClaimRecord, readModel: SettlingGround['readModel']): Promise<boolean> {
  if (claim.status !== 'OPENED') return true;
  const network = (await readModel.network()) ?? {};
  const terms = claimTerms({ now: Date.parse(claim.asked), network });
  return terms.due === claim.due && terms.silentAt === claim.silentAt && terms.lapsesAt === claim.lapsesAt;
}

/** What settling leaves, where the number counts for the account and where it had it formerly only; none where the rules refuse. */
async function outcomesOf(
  { identityId, claim }: KnownClaim,
  readModel: SettlingGround['readModel'],
  now: number,
): Promise<readonly Settled[]> {
  const [claimed, network] = [await readModel.writtenAccount(identityId), await readModel.network()];
  if (claimed === undefined || network === undefined) return [];
  const led = [...(await readModel.accountsByPersonKeys(claim.keys)).values()];
  const orgId = await heirOf(claim.org, readModel);
  const ground = {
    ...{ claim, network, now, today: chinaDateAt(now), keyVersions: keyVersionsOf(network) },
    claimed: { identityId, account: claimed.account },
    holderProvince: claimed.account.province,
    owner: (await readModel.writtenAccount(claim.owner))?.account,
    ...{ orgId, org: await readOrganisation(orgId, readModel) },
  };
  const settled = unlessRefused(() =>
    [{}, { isFormer: true as const }].map((former) =>
      settleClaim({
        ...ground,
        leads: led.map((account) => ({ identityId: account.identityId, ...former })),
      }),
    ),
  );
  return settled ?? [];
}

/** The claim, its owner's new account, and the number's keys. */
function writesOf(
  { identityId, claim: { owner, keys } }: KnownClaim,
  { claim, account }: Settled,
): LawfulWrites {
  return new Map<string, unknown>([
    [ledgerKey.claim(identityId), claim],
    [ledgerKey.account(owner), account],
    ...keys.map((key) => [ledgerKey.person(key), owner] as const),
  ]);
}
