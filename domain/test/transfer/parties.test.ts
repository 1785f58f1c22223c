// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { TransferRecord } from '#src/ledger/index.js';
import {
  cancelTransfer,
  codeOf,
  completeTransfer,
  isAmong,
  isOfAnotherSide,
  isPerson,
  needsPerson,
  othersThan,
  partiesOf,
  refusalOfParty,
  releaseMember,
  type SwitchGround,
  type TransferAction,
  type TransferSide,
} from '#src/transfer/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { idOf } from '../support/instructions.js';
import { ASKED, groundOf } from './support.js';

const [asker, objector, releaser, giver, nobody] = [1, 2, 3, 4, 5].map((n) => idOf('operator', n)) as [
  ...[string, string, string, string, string],
];
const objection = { ground: 'stillEmployed', digest: SAMPLE.digest, until: ASKED.due, by: objector } as const;
const acted: TransferRecord = { ...ASKED, by: asker, objection, let: releaser, codeBy: giver };

const named = { identityId: SAMPLE.identityId, place: '' };

describe('who has acted in a transfer', () => {
  it('is who asked, objected, let go and gave the code, each where the record names one', () => {
    expect(partiesOf(acted)).to.deep.equal([asker, objector, releaser, giver]);
    expect(partiesOf({})).to.deep.equal([]);
    expect(partiesOf({ codeBy: giver })).to.deep.equal([giver]);
  });

  it('has acted for a side, so that the turns of the others are not theirs', () => {
    expect(othersThan('old', acted)).to.deep.equal([asker]);
    expect(othersThan('new', acted)).to.deep.equal([objector, releaser, giver]);
    expect(othersThan('judge', acted)).to.deep.equal([asker, objector, releaser, giver]);
    expect(othersThan('old', {})).to.deep.equal([]);
  });

  it('acts for no other side of it: by that operator, or by another of the same person', () => {
    const of = (action: TransferAction, by: TransferSide): readonly string[] =>
      [asker, objector, releaser, giver, nobody].filter((actor) =>
        isOfAnotherSide({ action, by }, acted, { actor, person: undefined, personOf: () => undefined }),
      );
    expect(of('object', 'old')).to.deep.equal([asker]);
    expect(of('complete', 'new')).to.deep.equal([objector, releaser, giver]);
    expect(of('decide', 'judge')).to.deep.equal([asker, objector, releaser, giver]);
    const person = (each: string | undefined): boolean =>
      isOfAnotherSide({ action: 'object', by: 'old' }, acted, {
        ...{ actor: nobody, person: 'one', personOf: (who) => (who === asker ? each : undefined) },
      });
    expect([person('one'), person('other'), person(undefined)]).to.deep.equal([true, false, false]);
  });

  it('is who acts by an account that stands for another, too', () => {
    const of = (person: string | undefined, also: readonly string[] | undefined): boolean =>
      isAmong([asker], { actor: nobody, person, also, personOf: () => 'ended' });
    expect([of('ended', undefined), of('stands', undefined), of(undefined, undefined)]).to.deep.equal([
      ...[true, false, false],
    ]);
    expect([
      of('stands', ['ended']),
      of('stands', ['first', 'ended']),
      of('stands', ['first']),
    ]).to.deep.equal([...[true, true, false]]);
    const unbound = { actor: nobody, person: undefined, personOf: () => undefined };
    expect([isAmong([asker], unbound), isAmong([asker, nobody], unbound)]).to.deep.equal([false, true]);
    expect(isPerson(undefined, { person: undefined })).to.equal(false);
  });

  it('may begin the next one, once this one has ended or moved the member', () => {
    const other = (action: TransferAction, status: TransferRecord['status']): boolean =>
      isOfAnotherSide(
        { action, by: action === 'request' ? 'new' : 'old' },
        { ...acted, status },
        {
          ...{ actor: action === 'request' ? giver : asker, person: undefined, personOf: () => undefined },
        },
      );
    for (const action of ['request', 'release'] as const) {
      expect(other(action, 'RELEASED'), action).to.equal(true);
      for (const status of ['LAPSED', 'COMPLETED', 'APPEALED'] as const)
        expect(other(action, status), `${action} ${status}`).to.equal(false);
    }
    expect(other('appeal', 'COMPLETED'), 'is a step of the one that has').to.equal(true);
    const actors = { actor: asker, person: undefined, personOf: (): undefined => undefined };
    expect(isOfAnotherSide({ action: 'release', by: 'old' }, undefined, actors), 'the first').to.equal(false);
  });

  it('is somebody who is known, within a province and of a code, which may be used there', () => {
    const [within, between] = [
      { fromProvince: '51', toProvince: '51' },
      { fromProvince: '51', toProvince: '34' },
    ];
    expect([within, between, { fromProvince: '51', toProvince: '' }].map(needsPerson)).to.deep.equal([
      ...[true, false, true],
    ]);
    const of = (
      [action, by]: readonly [TransferAction, TransferSide],
      {
        current = {},
        beginning = between,
      }: { current?: Partial<TransferRecord> | undefined; beginning?: typeof within },
      person?: string,
    ): string | undefined =>
      refusalOfParty(
        { action, by },
        { current: { ...acted, ...current }, beginning },
        { actor: nobody, person, personOf: (who) => (who === asker || who === giver ? 'one' : undefined) },
      );
    const steps = [
      ...([
        ['object', 'old'],
        ['decide', 'judge'],
        ['complete', 'new'],
        ['undo', 'new'],
        ['appeal', 'old'],
      ] as const),
      ...([
        ['cancel', 'new'],
        ['release', 'old'],
      ] as const),
    ] as const;
    for (const step of steps) {
      expect(of(step, { current: within, beginning: between }), step.join()).to.equal('PERSON_UNBOUND');
      expect(of(step, { current: within, beginning: between }, 'other'), step.join()).to.equal(undefined);
      expect(of(step, { current: between, beginning: within }), step.join()).to.equal(undefined);
    }
    expect(of(['object', 'old'], { current: within }, 'one'), 'known, and the wrong one').to.equal(
      'SAME_PERSON',
    );
    // Who asks is known by where the member is and where it is to go, whatever the last was.
    expect(of(['request', 'new'], { current: within, beginning: between })).to.equal(undefined);
    expect(of(['request', 'new'], { current: between, beginning: within })).to.equal('PERSON_UNBOUND');
    const released = { status: 'RELEASED', toProvince: '' } as const;
    expect(of(['request', 'new'], { current: released, beginning: between })).to.equal(undefined);
    expect(of(['request', 'new'], { current: released, beginning: within }, 'one')).to.equal('SAME_PERSON');
    // A release of who has moved begins another.
    const moved = { ...between, status: 'COMPLETED' } as const;
    expect(of(['release', 'old'], { current: moved, beginning: { ...between, toProvince: '' } })).to.equal(
      'PERSON_UNBOUND',
    );
    const first = { current: undefined, beginning: within };
    expect(
      refusalOfParty({ action: 'release', by: 'old' }, first, {
        actor: nobody,
        person: undefined,
        personOf: () => undefined,
      }),
    ).to.equal('PERSON_UNBOUND');
  });

  it('is written down with what was done: who let go, and who gave the code, also as it goes on or is used', () => {
    const by = (actor: string): Pick<SwitchGround, 'actors'> => ({
      actors: { actor, person: 'somebody', personOf: () => undefined },
    });
    expect(releaseMember(named, groundOf(ASKED, by(releaser))).let).to.equal(releaser);
    const coded = releaseMember({ ...named, codeKey: SAMPLE.publicKey }, groundOf(undefined, by(giver)));
    expect(coded.codeBy).to.equal(giver);
    expect(codeOf(groundOf(coded))?.codeBy).to.equal(giver);
    const { lapsesAt: codeUntil, codeKey = '', codeBy = '' } = coded;
    const past = { ...ASKED, codeKey, codeBy, codeUntil };
    expect(cancelTransfer(past, groundOf(past, by(asker)))).to.include({ status: 'RELEASED', codeBy: giver });
    const agreed = { ...past, status: 'AGREED', way: 'answer' } as const;
    expect(completeTransfer(groundOf(agreed)).transfer).not.to.have.any.keys(
      'codeKey',
      'codeBy',
      'codeUntil',
    );
  });
});
