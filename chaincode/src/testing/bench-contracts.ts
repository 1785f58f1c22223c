// SPDX-License-Identifier: Apache-2.0
// Contracts that ours are measured against on the same network in the same run (docs/benchmarks.md). They are a
// chaincode of their own and check nothing: what they reach is what Fabric itself leaves to reach.
import { ledgerKey, type MemberEntry } from '@unionid/domain';
import fabricContractApi, { type Context } from 'fabric-contract-api';
import { toLedgerStub } from '../kernel/fabric-stub.js';
import type { LedgerWrite } from '../kernel/ledger-stub.js';

/** `bare:…`: reads and writes the keys of an import chunk in as many messages as the real contract, without its rules. */
export class BareContract extends fabricContractApi.Contract {
  constructor() {
    super('bare');
  }

  /** Takes the very argument of `person:importChunk`; proof, manifest, actor and shape of the rows go unchecked. */
  async importChunk(ctx: Context, argument: string): Promise<string> {
    const stub = toLedgerStub(ctx.stub);
    const { chunk } = JSON.parse(argument) as { readonly chunk: { readonly rows: readonly MemberEntry[] } };
    const keys = chunk.rows.flatMap((row) => [
      ledgerKey.person(row.personKey),
      ledgerKey.account(row.identityId),
    ]);
    const found = await stub.readStates(keys);
    if (found.some((value) => value !== undefined)) throw new Error('exists');
    await stub.writeStates(chunk.rows.flatMap(writesOf));
    return '';
  }
}

/** `asset:…`: does what CreateAsset of Hyperledger's asset-transfer-basic sample does. */
export class AssetContract extends fabricContractApi.Contract {
  constructor() {
    super('asset');
  }

  /** Puts a small record under a key that must be free; the stock API, one message for each of both. */
  async createAsset(
    ctx: Context,
    id: string,
    color: string,
    size: string,
    owner: string,
    appraisedValue: string,
  ): Promise<void> {
    const existing = await ctx.stub.getState(id);
    if (existing.length > 0) throw new Error(`The asset ${id} already exists`);
    // Names in order, so that every peer writes the same bytes.
    const asset = {
      AppraisedValue: Number(appraisedValue),
      Color: color,
      ID: id,
      Owner: owner,
      Size: Number(size),
    };
    await ctx.stub.putState(id, Buffer.from(JSON.stringify(asset)));
  }
}

/** Classes that the shim makes contracts of. */
export const contracts = [BareContract, AssetContract];

function writesOf({
  identityId,
  personKey,
  org,
  state,
  joined,
  since,
  level,
  nameTag,
  root,
}: MemberEntry): LedgerWrite[] {
  const account = { joined, loa: level, org, province: '51', root, since, state, tag: nameTag, v: 1 };
  return [
    { key: ledgerKey.account(identityId), value: JSON.stringify(account) },
    { key: ledgerKey.person(personKey), value: JSON.stringify(identityId) },
    { key: ledgerKey.membership(org, identityId), value: '1' },
  ];
}
