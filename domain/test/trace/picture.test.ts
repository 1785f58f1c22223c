// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { SaxesParser } from 'saxes';
import type { ItemTrace, TraceStep } from '#src/api/index.js';
import { digestHex } from '#src/encoding/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { stepLines, tracePicture, wayOf } from '#src/trace/index.js';

const OWNER = SAMPLE.orgId;
const UNION = SAMPLE.otherOrgId;
const step = (change: Partial<TraceStep> = {}): TraceStep => ({
  ...{ kind: 'allotment', id: SAMPLE.allotmentId, type: 'line.accept', zh: '接收下拨', en: 'Accepted' },
  ...{ time: '2026-03-01T16:00:00.000Z', block: 7, transactionId: 'a'.repeat(64), from: OWNER, to: UNION },
  ...{ by: { operator: SAMPLE.operatorId, keyId: SAMPLE.keyId, org: UNION, person: SAMPLE.identityId } },
  rule: { contract: '1.2', programme: SAMPLE.programmeId, programmeVersion: 2 },
  documents: [{ kind: 'document', digest: SAMPLE.digest }],
  ...change,
});
const traceOf = (change: Partial<ItemTrace> = {}): ItemTrace => ({
  ...{ asOf: 9, blockHash: 'b'.repeat(64), planId: SAMPLE.manifestId, item: 0, state: 'paid' },
  ...{ identityId: SAMPLE.identityId, fen: 50_000, org: UNION, status: 'PAYING', fund: SAMPLE.fundId },
  ...{ fundOrg: OWNER, source: 'central', programme: SAMPLE.programmeId, programmeVersion: 2 },
  ...{ class: 'winter', window: '2026', on: '2026-03-01', steps: [step()], cut: false },
  ...change,
});

/** Text and names of all elements; fails for what is not well-formed. */
function read(svg: string): { readonly elements: readonly string[]; readonly text: string } {
  const parser = new SaxesParser();
  const elements: string[] = [];
  let text = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => void elements.push(name));
  parser.on('text', (part) => void (text += part));
  parser.write(svg).close();
  return { elements, text };
}

describe('the picture of an item’s way', () => {
  it('is the same bytes for the same trace, and says what it shows to whoever cannot see it', () => {
    const svg = tracePicture(traceOf());
    expect(tracePicture(traceOf())).to.equal(svg);
    const { elements, text } = read(svg);
    expect(elements.slice(0, 3)).to.deep.equal(['svg', 'title', 'desc']);
    expect(svg).to.include('role="img" aria-labelledby="title desc"');
    expect(text).to.include('500.00 元从资金到会员').and.to.include('接收下拨');
  });

  it('takes whatever stands in it for text', () => {
    const hostile = `</text><script>alert("1")</script>&\u0000\ud800]]>'`;
    const svg = tracePicture(
      traceOf({ fundTitle: hostile, programmeTitle: hostile, steps: [step({ zh: hostile })] }),
    );
    const { elements, text } = read(svg);
    expect(new Set(elements)).to.deep.equal(new Set(['svg', 'title', 'desc', 'rect', 'text', 'g', 'path']));
    expect(text).to.include('<script>alert("1")</script>&\ufffd\ufffd]]>');
  });

  it('names each union beside its code, in the boxes, the steps and the description', () => {
    const unionNames = { [OWNER]: '示范省总工会', [UNION]: '示范省示范市示范区示范街道示范社区工会联合会' };
    const steps = [step({ zh: `接收下拨：${OWNER} → ${UNION}` })];
    const svg = tracePicture(traceOf({ unionNames, steps }));
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(texts).to.include.members([
      ...['归属 示范省总工会', '示范省总工会', OWNER, UNION],
      // In two lines of its box, and whole in the step.
      ...['示范省示范市示范区示范街道', '示范社区工会联合会'],
    ]);
    const way = `接收下拨：示范省总工会 ${OWNER} → 示范省示范市示范区示范街道示范社区工会联合会 ${UNION}`;
    expect(texts.join('\n')).to.include(way).and.to.include(`所属 示范省示范市示范区示范街道`);
    const [, desc = ''] = /<desc id="desc">([^<]*)</.exec(svg) ?? [];
    expect(desc).to.include(way).and.to.include(`额度 示范省总工会 ${OWNER} → `);
  });

  it('names a union whose name nobody has by its code alone', () => {
    for (const unionNames of [undefined, {}, { [OWNER]: '' }]) {
      const svg = tracePicture(traceOf({ unionNames }));
      expect(svg).to.include(`>归属 ${OWNER}<`).and.to.include(`>${UNION}<`);
    }
  });

  it('cuts a name for which its box has no line left', () => {
    const unionNames = { [OWNER]: '长'.repeat(14), [UNION]: '长'.repeat(40) };
    const svg = tracePicture(traceOf({ unionNames }));
    expect(svg).to.include(`>归属 ${'长'.repeat(10)}…<`);
    expect(svg)
      .to.include(`>${'长'.repeat(13)}<`)
      .and.to.include(`>${'长'.repeat(13)}…<`);
  });

  it('goes on below where a row is full, and breaks what is too long', () => {
    const unions = ['a', 'b', 'c', 'd', UNION];
    const steps = unions.map((to, at) => step({ from: unions[at - 1] ?? OWNER, to, zh: '长'.repeat(200) }));
    const trace = traceOf({ steps });
    expect(wayOf(trace)).to.deep.equal([OWNER, ...unions]);
    expect(() => read(tracePicture(trace))).not.to.throw();
  });

  it('ends where lines lead back to themselves', () => {
    const steps = [step({ from: UNION, to: 'a' }), step({ from: 'a', to: UNION })];
    expect(wayOf(traceOf({ steps }))).to.deep.equal(['a', UNION]);
  });
});

describe('a step in lines', () => {
  it('says when, who, by which rules, and where it stands', () => {
    const { operatorId, keyId, identityId, programmeId, digest } = SAMPLE;
    expect(stepLines(step())).to.deep.equal([
      '2026-03-02 00:00:00  接收下拨',
      `操作员 ${operatorId}，所属 ${UNION}，本人 ${identityId}，密钥 ${keyId}；项目 ${programmeId} 第 2 版，合约版本 1.2`,
      `区块 7，交易 ${'a'.repeat(64)}`,
      `文件 SM3 ${digestHex(digest)}`,
    ]);
    expect(stepLines(step(), { language: 'en' })).to.deep.equal([
      '2026-03-02 00:00:00  Accepted',
      `Operator ${operatorId}, of ${UNION}, person ${identityId}, key ${keyId}; programme ${programmeId}, version 2, contract version 1.2`,
      `Block 7, transaction ${'a'.repeat(64)}`,
      `document SM3 ${digestHex(digest)}`,
    ]);
    const names = { [UNION]: '示范市总工会' };
    expect(stepLines(step(), { names })[1]).to.include(`所属 示范市总工会 ${UNION}，`);
    expect(stepLines(step(), { names, language: 'en' })[1]).to.include(`of 示范市总工会 ${UNION}, `);
    const moved = { zh: `接收下拨：${OWNER} → ${UNION}`, en: `Accepted: ${OWNER} → ${UNION}` };
    expect(stepLines(step(moved), { names })[0]).to.match(/接收下拨：O\w+ → 示范市总工会 O\w+$/);
    expect(stepLines(step(moved), { names, language: 'en' })[0]).to.match(/: O\w+ → 示范市总工会 O\w+$/);
  });

  it('says where nobody signed', () => {
    const unsigned = step({ by: undefined, rule: {}, documents: [] });
    expect(stepLines(unsigned)[1]).to.equal('由状态决定，无人签署');
    expect(stepLines(unsigned, { language: 'en' })[1]).to.equal('Decided by a status, signed by nobody');
  });
});
