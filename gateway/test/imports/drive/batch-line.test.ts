// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { BatchLine } from '#src/imports/drive/batch-line.js';

const persons = (name: string): ReadonlyMap<string, number> => new Map([[name, 1]]);

describe('a line of batches', () => {
  it('writes in the order of the file, whichever is judged first', async () => {
    const line = new BatchLine(3);
    const written: string[] = [];
    const write = (name: string): Promise<void> => Promise.resolve(void written.push(name));
    const first = Promise.withResolvers<string>();
    await line.add(persons('a'), first.promise, write);
    await line.add(persons('b'), Promise.resolve('second'), write);
    expect([...line.persons()].map(([person]) => person)).to.deep.equal(['a', 'b']);
    await sleep(1);
    expect(written).to.deep.equal([]);
    first.resolve('first');
    await line.end();
    expect(written).to.deep.equal(['first', 'second']);
  });

  it('takes no more than it is wide', async () => {
    const line = new BatchLine(2);
    const first = Promise.withResolvers<undefined>();
    await line.add(persons('a'), first.promise, () => Promise.resolve());
    let hasRoom = false;
    const added = line
      .add(persons('b'), Promise.resolve(undefined), () => Promise.resolve())
      .then(() => (hasRoom = true));
    await sleep(1);
    expect(hasRoom).to.equal(false);
    first.resolve(undefined);
    await added;
    expect([...line.persons()].map(([person]) => person)).to.deep.equal(['b']);
  });

  it('ends with the first failure and writes nothing behind it', async () => {
    const line = new BatchLine(4);
    const written: string[] = [];
    const write = (name: string): Promise<void> =>
      name === 'bad' ? Promise.reject(new RangeError('disk full')) : Promise.resolve(void written.push(name));
    for (const name of ['good', 'bad', 'late']) await line.add(persons(name), Promise.resolve(name), write);
    const error: unknown = await line.end().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(RangeError);
    expect(written).to.deep.equal(['good']);
  });

  it('tells its end only when nothing is under way, whatever failed first', async () => {
    const line = new BatchLine(4);
    const [writing, judging] = [Promise.withResolvers<undefined>(), Promise.withResolvers<string>()];
    await line.add(persons('a'), Promise.resolve('a'), () => writing.promise);
    await line.add(persons('b'), Promise.reject(new RangeError('not matched')), () => Promise.resolve());
    await line.add(persons('c'), judging.promise, () => Promise.resolve());
    let state = 'under way';
    const ended = line.end().catch((reason: unknown) => (state = String(reason)));
    await sleep(1);
    expect(state).to.equal('under way');
    writing.resolve(undefined);
    await sleep(1);
    expect(state).to.equal('under way');
    judging.resolve('c');
    await ended;
    expect(state).to.equal('RangeError: not matched');
  });
});
