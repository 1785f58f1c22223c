// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { escapedStringsOf, protobufLeaves } from '#src/json-strings.js';
import { message } from './block-writer.js';

describe('escapedStringsOf', () => {
  it('unescapes JSON in a field of a message, at any depth of either', () => {
    const inner = '{"name":"\\u5f20\\u4e09"}';
    const argument = JSON.stringify({ instruction: inner, list: ['a"b'] });
    const envelope = message(1, Buffer.concat([message(2, Buffer.from(argument)), message(3, Buffer.of(7))]));
    expect([...escapedStringsOf(envelope)])
      .to.include('张三')
      .and.include('a"b')
      .and.include(inner);
  });

  it('gives nothing for what JSON did not escape, or is no JSON', () => {
    expect([...escapedStringsOf(message(1, Buffer.from('{"name":"张三"}')))]).to.deep.equal([]);
    expect([...escapedStringsOf(message(1, Buffer.from('{"name":"\\')))]).to.deep.equal([]);
  });
});

describe('protobufLeaves', () => {
  it('takes a JSON text as one leaf', () => {
    for (const text of ['{"a":1}', '["a",1]', '"text"', '{}']) {
      const leaves = [...protobufLeaves(message(4, Buffer.from(text)))];
      expect(leaves.map((leaf) => Buffer.from(leaf).toString())).to.deep.equal([text]);
    }
  });
});
