// SPDX-License-Identifier: Apache-2.0
import type { InstructionStatus } from '@unionid/domain/api';
import { OPEN_REQUESTS } from '@unionid/domain/transfer';
import { expect } from 'chai';
import { DomainError } from '@unionid/domain/errors';
import { expectCode } from '@unionid/domain/testing';
import { holdingSlot } from '#src/preparations/holding-slot.js';
import type { AccountInstruction } from '#src/preparations/preparations.js';
import type { Submissions } from '#src/submission/submissions.js';
import { SlotLeases, type Lessee } from '#src/standing/slot-leases.js';

const ALL = Array.from({ length: OPEN_REQUESTS }, (_, slot) => slot);
const KEY = 'op-1/in-1';

describe('slots of open requests', () => {
  let now: number;
  let height: number;
  let free: readonly number[];
  let status: Partial<InstructionStatus> | undefined;
  let leases: SlotLeases;

  beforeEach(() => {
    ({ now, height, free, status } = { now: 0, height: 10, free: ALL, status: undefined });
    leases = new SlotLeases({
      readModel: {
        freeTransferSlots: () => Promise.resolve(free),
        clock: () => Promise.resolve(undefined),
        height: () => Promise.resolve(height),
      },
      submissions: { instruction: () => Promise.resolve(status as InstructionStatus | undefined) },
      now: () => now,
    });
  });

  const of = (identityId: string, list = '', org = 'union'): Lessee => ({ org, identityId, list });
  const take = (identityId: string, list = ''): Promise<number | undefined> =>
    leases.take(of(identityId, list));

  it('are each held for one person at a time, as many as there are, whoever asks how', async () => {
    const given = await Promise.all(ALL.map((at) => take(`person ${at}`, ['', 'one', 'other'][at % 3])));
    expect(new Set(given).size).to.equal(OPEN_REQUESTS);
    expect(await take('one too many')).to.equal(undefined);
    expect(await leases.take(of('person', '', 'another union'))).to.be.a('number');
  });

  it('are the same for the same person, but not for another list that asks for the same', async () => {
    const slot = await take('one', 'list');
    expect(await take('one', 'list')).to.equal(slot);
    expect(await take('one', 'other')).to.not.equal(slot);
    expect(await take('one')).to.not.equal(slot);
  });

  it('of what was prepared at a counter and not signed are others’ after a while, those of lists are not', async () => {
    free = [7, 8];
    await take('one', 'list');
    await take('two');
    now += 9 * 60_000;
    expect(await take('three')).to.equal(undefined);
    now += 2 * 60_000;
    expect(await take('three')).to.be.a('number');
    expect(await take('four')).to.equal(undefined);
    leases.endList('list');
    expect(await take('four')).to.be.a('number');
  });

  it('of what was submitted are held until its outcome is known here', async () => {
    free = [7];
    await take('one');
    leases.submitted(of('one'), KEY, 7);
    now += 60 * 60_000;
    status = { status: 'PENDING' };
    expect(await take('two'), 'under way').to.equal(undefined);
    status = { status: 'COMMITTED', block: 10 };
    expect(await take('two'), 'its block is not known').to.equal(undefined);
    height = 11;
    free = [];
    expect(await take('two'), 'the ledger has it').to.equal(undefined);
    free = [7];
    expect(await take('two'), 'and has it no more').to.equal(7);
  });

  it('keep what came to them while another’s outcome was asked', async () => {
    free = [7];
    await take('one');
    leases.submitted(of('one'), KEY, 7);
    status = { status: 'REFUSED' };
    const late = take('two');
    // Signed while that is under way: another instruction of the same person, on the same slot.
    leases.submitted(of('one'), 'op-1/in-2', 7);
    await late;
    status = { status: 'PENDING' };
    expect(await take('three')).to.equal(undefined);
  });

  it('are kept for an instruction that is under way, whatever another of the same person came to', async () => {
    free = [7];
    await take('one');
    leases.submitted(of('one'), KEY, 7);
    leases.submitted(of('one'), 'op-1/in-2', 7);
    leases.refused(of('one'), 'op-1/in-2');
    // Goes by code.
    leases.submitted(of('one'), 'op-1/in-3', undefined);
    leases.refused(of('one'), 'op-1/in-3');
    status = { status: 'PENDING' };
    expect(await take('two')).to.equal(undefined);
    leases.refused(of('one'), KEY);
    expect(await take('two')).to.equal(7);
  });

  it('of what was refused is told as refused, also where nobody can say what became of it', async () => {
    const instruction = {
      ...{ type: 'transfer.request', actor: 'op-1', instructionId: 'in-1' },
      payload: { identityId: 'one', to: 'union', slot: 7 },
    } as unknown as AccountInstruction;
    const instructions: Pick<Submissions, 'instruction'> = {
      instruction: () => Promise.reject(new Error('no database')),
    };
    const submissions = instructions as Submissions;
    const submit = () => Promise.reject(new DomainError('TRANSFER_OPEN'));
    await expectCode(holdingSlot(instruction, submit, { slots: leases, submissions }), 'TRANSFER_OPEN');
    status = { status: 'PENDING' };
    free = [7];
    expect(await take('two'), 'still held').to.equal(undefined);
  });

  it('that have rested keep what came to them meanwhile', async () => {
    free = [7];
    await take('one', 'list');
    leases.decided(of('one', 'list'));
    now += 31_000;
    const late = take('two');
    leases.submitted(of('one'), KEY, 7);
    expect(await late).to.equal(undefined);
    status = { status: 'PENDING' };
    expect(await take('three')).to.equal(undefined);
  });

  it('of what was refused, or goes by code, are free again', async () => {
    free = [7];
    await take('one');
    leases.submitted(of('one'), KEY, 7);
    status = { status: 'REFUSED' };
    expect(await take('two')).to.equal(7);
    leases.submitted(of('two'), KEY, undefined);
    expect(await take('three')).to.equal(7);
    leases.submitted(of('two'), KEY, 7);
    status = { status: 'COMMITTED', block: 1 };
    expect(await take('four'), 'three’s still').to.equal(undefined);
  });

  it('of a list are decided row by row', async () => {
    free = [7, 8];
    await take('one', 'list');
    await take('two', 'list');
    leases.decided(of('one', 'list'));
    expect(await take('three')).to.be.a('number');
    leases.decided(of('two', 'list'), 10);
    leases.endList('list');
    expect(await take('four'), 'its block is not known').to.equal(undefined);
    height = 11;
    expect(await take('four')).to.be.a('number');
  });

  it('are taken up again after a restart', async () => {
    free = [7, 8];
    leases.hold(7, of('one', 'list'));
    leases.hold(7, of('other', 'other list'));
    expect(await take('one', 'list')).to.equal(7);
    expect([await take('two'), await take('three')]).to.deep.equal([8, undefined]);
  });

  it('rest before others get them, as long as there are any that are rested', async () => {
    free = [1, 2, 3];
    const first = await take('one', 'list');
    leases.decided(of('one', 'list'));
    const [second, third] = [await take('two'), await take('three')];
    expect([second, third]).to.not.include(first);
    expect(await take('four')).to.equal(first);
    leases.submitted(of('two'), KEY, undefined);
    now += 1_000;
    leases.submitted(of('three'), KEY, undefined);
    expect(await take('five'), 'the longest').to.equal(second);
    now += 31_000;
    expect(await take('six')).to.equal(third);
  });
});
