// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { contentDigest } from '@unionid/domain/http';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import { BODY_MS, LEAST_BYTES_PER_SECOND, verifiedBody } from '#src/http/body.js';

const MAX_BYTES = 1_024 * 1_024;

describe('an upload', () => {
  let now: number;
  beforeEach(() => {
    now = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    mock.method(performance, 'now', () => now);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  /** Takes an upload of which so many bytes come each second, and answers its size. */
  async function take(bytesPerSecond: number, seconds: number): Promise<number> {
    const content = Buffer.alloc(bytesPerSecond * seconds, 1);
    const socket = new PassThrough();
    const stream = socket as unknown as IncomingMessage;
    let bytes = 0;
    const taking = (async () => {
      const options = { maxBytes: MAX_BYTES, contentDigest: contentDigest(content) };
      for await (const chunk of verifiedBody(stream, options)) bytes += chunk.length;
      return bytes;
    })();
    taking.catch(() => undefined);
    for (let second = 0; second < seconds; second += 1) {
      await setImmediate();
      now += 1_000;
      mock.timers.tick(1_000);
      await setImmediate();
      socket.write(content.subarray(second * bytesPerSecond, (second + 1) * bytesPerSecond));
    }
    socket.end();
    return taking;
  }

  const seconds = BODY_MS / 1_000 + 5;

  it('may take as long as it needs at the least rate', async () => {
    expect(await take(LEAST_BYTES_PER_SECOND, seconds)).to.equal(LEAST_BYTES_PER_SECOND * seconds);
  });

  it('that only trickles is given up', async () => {
    await expectCode(take(1, seconds), 'REQUEST_TIMEOUT');
    await expectCode(take(LEAST_BYTES_PER_SECOND / 8, seconds), 'REQUEST_TIMEOUT');
  });
});
