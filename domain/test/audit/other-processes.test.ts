// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AuditRows } from '#src/audit/index.js';
import type { PlanRecord, ProgrammeRecord } from '#src/ledger/index.js';
import { altered, always, DIGEST, plan, told } from './other-cases.js';
import { Country } from './planted-set.js';

describe('the check that all adds up', () => {
  const one = (): Country => {
    const country = new Country();
    plan(country, { id: 'a', items: [{ id: country.member('p', '51'), fen: 40 }] });
    return country;
  };

  it('waits for the bank since its newest order', () => {
    const rows = altered(one().rows(), 'a', ({ versions }) => {
      const at = versions.findIndex(({ record }) => record.status === 'PAYING');
      const order = versions[at]!;
      const again = {
        step: { ...order.step, block: order.step.block + 1, time: '2026-12-20T03:00:00.000Z' },
        record: { ...order.record, attempt: 2 },
      };
      return { versions: [...versions.slice(0, at + 1), again] };
    });
    const of = (asOf: string): readonly string[] =>
      told('CLO-1', { ...rows, asOf }).filter((reason) => !reason.startsWith('line.'));
    expect(of('2027-01-04')).to.deep.equal([]);
    expect(of('2027-01-05')).to.deep.equal(['noAnswer: bankHoliday']);
    expect(of('2027-01-13')).to.deep.equal(['noAnswer']);
  });

  it('finds a line on which more was spent than there ever was, and a plan without one', () => {
    const rows = one().rows();
    const overdrawn = (fen: number): AuditRows => ({
      ...rows,
      funds: rows.funds.map((fund) => ({
        ...fund,
        versions: fund.versions.map(({ step, record }) => ({
          step,
          record: fund.fundId === 'F51' ? { ...record, fen } : record,
        })),
      })),
      lines: rows.lines.map((line) => ({
        ...line,
        versions: line.versions.map(({ step, record }) => ({
          step,
          record: line.fund === 'F51' ? { ...record, received: fen } : record,
        })),
      })),
    });
    expect(told('CLO-1', overdrawn(40))).to.deep.equal([]);
    expect(told('CLO-1', overdrawn(39))).to.deep.equal(['line.available']);
    const lines = rows.lines.filter(({ fund }) => fund !== 'F51');
    expect(told('CLO-1', { ...rows, lines })).to.deep.equal(['noBudget']);
  });

  it('finds rows that the maker has not signed', () => {
    const rows = one().rows();
    const signed = (change: Partial<PlanRecord['signed']>): readonly string[] =>
      told(
        'CLO-1',
        altered(
          rows,
          'a',
          always((record) => ({ signed: { ...record.signed, ...change } })),
        ),
      );
    expect(signed({})).to.deep.equal([]);
    expect(signed({ fen: 39 })).to.deep.equal(['signed']);
    expect(signed({ items: 2 })).to.deep.equal(['signed']);
    const open = altered(rows, 'a', ({ versions }) => ({
      versions: versions
        .slice(0, 1)
        .map(({ step, record }) => ({ step, record: { ...record, signed: { items: 9, fen: 99 } } })),
    }));
    expect(told('CLO-1', open), 'while it comes in').to.not.include('signed');
  });
});

describe('checks of who signs', () => {
  const one = (programme: Partial<ProgrammeRecord> = {}): Country => {
    const country = new Country();
    plan(country, { id: 'a', programme, items: [{ id: country.member('p', '51'), fen: 40 }] });
    return country;
  };
  const approved = (
    approvers: PlanRecord['duties']['approvers'],
    programme: Partial<ProgrammeRecord>,
  ): readonly string[] => {
    const change = always(({ duties }) => ({
      duties: { ...duties, ...(approvers !== undefined && { approvers }) },
    }));
    return told('SEQ-1', altered(one(programme).rows(), 'a', change));
  };

  it('count a person who approves twice once, and ask for one of another union where the band does', () => {
    const two = { bands: [{ fen: 900_000, approvers: 2 }] };
    const other = { bands: [{ fen: 900_000, approvers: 1, otherUnion: true as const }] };
    const [x, y] = [
      { person: 'x', org: 'O51' },
      { person: 'y', org: 'O51' },
    ];
    expect(approved([x, x], two)).to.deep.equal(['tooFew']);
    expect(approved([x, y], two)).to.deep.equal([]);
    expect(approved([x, y], other)).to.deep.equal(['tooFew']);
    expect(approved([x, { ...y, org: 'O00' }], other)).to.deep.equal([]);
    expect(approved([], two)).to.deep.equal(['tooFew']);
  });

  it('find one person who signs a list first and second, and whoever says what came back of what he has made', () => {
    const rows = one().rows();
    const second = (person: string): readonly string[] =>
      told(
        'SOD-1',
        altered(
          rows,
          'a',
          always(({ duties }) => ({ duties: { ...duties, second: person } })),
        ),
      );
    expect(second('maker-a')).to.deep.equal(['twoDuties']);
    expect(second('somebody')).to.deep.equal([]);
    for (const type of ['item.return', 'item.recover', 'item.writeOff', 'receipt.attest']) {
      const by = (actor: string): readonly string[] =>
        told(
          'SOD-1',
          altered(rows, 'a', ({ versions }) => {
            const last = versions.at(-1)!;
            return { versions: [...versions, { ...last, step: { ...last.step, type, actor } }] };
          }),
        );
      expect(by('P-maker-a'), type).to.deep.equal(['twoDuties']);
      expect(by('P-recorder-a'), type).to.deep.equal([]);
      expect(by('P-else'), type).to.deep.equal([]);
    }
  });

  it('find publicity that was told of days before, or is not over where none is asked', () => {
    const shown = (from: string, until: string, publicDays = 7): readonly string[] =>
      told(
        'PUB-1',
        altered(
          one({ publicDays }).rows(),
          'a',
          always(({ publicity }) =>
            publicity === undefined ? {} : { publicity: { from, until, notice: DIGEST } },
          ),
        ),
      );
    // Recorded on the 7th, ordered on the 15th.
    expect(shown('2026-02-07', '2026-02-14')).to.deep.equal([]);
    expect(shown('2026-02-06', '2026-02-14')).to.deep.equal(['recordedAfter']);
    expect(shown('2026-02-07', '2026-02-15')).to.deep.equal(['stillOpen']);
    expect(shown('2026-02-07', '2026-02-15', 0)).to.deep.equal(['stillOpen']);
    expect(shown('2026-02-08', '2026-02-08', 0)).to.deep.equal([]);
  });

  it('tell of cadres who were some when the list came, whatever has become of them', () => {
    const country = one();
    const block = country.plans[0]!.items[0]!.step.block;
    const cadre = { operatorId: 'P1', org: 'O51', role: 'cadre', grants: ['pay'], state: 'ACTIVE' } as const;
    const of = (
      ...rows: { since?: number; until?: number; state?: 'ACTIVE' | 'REVOKED' }[]
    ): readonly string[] => {
      country.cadres.set(
        'p',
        rows.map((row) => ({ ...cadre, ...row })),
      );
      return told('MIS-1', country.rows());
    };
    expect(of({ since: block })).to.deep.equal(['payeeIsCadre']);
    expect(of({ since: block + 1 })).to.deep.equal([]);
    expect(of({ since: 1, until: block })).to.deep.equal([]);
    expect(of({ since: 1, until: block + 1 }, { since: block + 1, state: 'REVOKED' })).to.deep.equal([
      'payeeIsCadre',
    ]);
    expect(of({ since: 1, until: block }, { since: block, state: 'REVOKED' })).to.deep.equal([
      'payeeIsCadre: former',
    ]);
  });
});

describe('the check of samples', () => {
  it('finds one that was promised once the list was fixed', () => {
    const country = new Country();
    const { versions } = plan(country, { id: 'a', items: [{ id: country.member('p', '51'), fen: 40 }] });
    const locked = versions.find(({ record }) => record.status === 'LOCKED')!.step;
    const record = {
      ...({ v: 1, state: 'COMMITTED', source: 'union', org: 'O51', province: '51', fund: 'F51' } as const),
      ...{ auditor: 'P', person: 'A', on: '2026-02-03', commit: 'c', size: 5 },
    };
    const at = (block: number): readonly string[] => {
      const samples = [{ planId: 'a', versions: [{ step: { ...locked, block }, record }] }];
      return told('SAM-1', { ...country.rows(), samples, asOf: '2026-02-10' });
    };
    expect(at(locked.block - 1)).to.deep.equal([]);
    expect(at(locked.block + 1)).to.deep.equal(['committedLate']);
    const unpaid = altered(country.rows(), 'a', (row) => ({ versions: row.versions.slice(0, 2) }));
    const samples = [{ planId: 'a', versions: [{ step: { ...locked, block: locked.block + 1 }, record }] }];
    expect(told('SAM-1', { ...unpaid, samples })).to.deep.equal(['committedLate']);
  });
});

describe('the check of files', () => {
  const rule: Partial<ProgrammeRecord> = { files: { level: 'local', late: 30 } };
  const urgent = (country: Country, on = '2026-02-03', programme = rule): void => {
    country.member('p', '51');
    plan(country, { id: 'a', class: 'medical', on, programme, items: [{ id: 'p', fen: 40 }] });
  };
  const own = [{ tag: 'T', id: 'p', in: 1 }];

  it('takes an emergency for one while its file is shown in public, and while the days are not over', () => {
    const shown = new Country();
    urgent(shown);
    shown.file('f', '51', own, { filed: '2026-01-30', from: '2026-02-07' });
    expect(told('ELG-2', shown.rows())).to.deep.equal(['noFile: emergency']);
    const running = new Country();
    urgent(running);
    expect(told('ELG-2', { ...running.rows(), asOf: '2026-03-05' })).to.deep.equal(['noFile: emergency']);
    expect(told('ELG-2', { ...running.rows(), asOf: '2026-03-06' })).to.deep.equal(['noFile']);
  });

  it('looks at a file as it stood before the block of the list', () => {
    const country = new Country();
    country.member('p', '51');
    const file = country.file('f', '51', own);
    const programme = { files: { level: 'local' } } as const;
    const items = [{ id: 'p', fen: 40, file, fileVersion: 1 }];
    const { items: rows } = plan(country, { id: 'a', class: 'medical', programme, items });
    const [opened] = country.files.get(file)!;
    const later = { ...opened!.record, v: 2, until: '2026-01-31' };
    const at = (block: number): readonly string[] => {
      const versions = [opened!, { step: { ...opened!.step, block }, record: later }];
      return told('ELG-2', { ...country.rows(), files: new Map([[file, versions]]) });
    };
    const { block } = rows[0]!.step;
    expect(at(block - 1)).to.deep.equal(['fileNotValid']);
    expect(at(block)).to.deep.equal([]);
    const alone = (begun: number): readonly string[] =>
      told('ELG-2', {
        ...country.rows(),
        files: new Map([[file, [{ ...opened!, step: { ...opened!.step, block: begun } }]]]),
      });
    expect(alone(block)).to.deep.equal([]);
    expect(alone(block + 1)).to.deep.equal(['filedAfter']);
  });

  it('takes the filing of somebody who has left the household since', () => {
    const country = new Country();
    urgent(country);
    const [head] = own;
    country.file('f', '51', [{ tag: 'H', in: 1 }], {
      v: 2,
      filed: '2026-02-20',
      from: '2026-02-20',
      left: [{ ...head!, out: 2 }],
    });
    expect(told('ELG-2', country.rows())).to.deep.equal(['noFile: emergency']);
  });

  it('explains nothing by a file that counted already, came too late or never counted', () => {
    const filed = (filed: string, from: string, closed?: string): readonly string[] => {
      const country = new Country();
      urgent(country);
      const ended =
        closed === undefined
          ? {}
          : { closed: { on: closed, reason: 'objection', evidence: DIGEST } as const };
      country.file('f', '51', own, { filed, from, ...ended });
      return told('ELG-2', country.rows());
    };
    expect(filed('2026-01-02', '2026-02-03')).to.deep.equal(['noFile']);
    expect(filed('2026-03-05', '2026-03-12')).to.deep.equal(['noFile: emergency']);
    expect(filed('2026-03-06', '2026-03-06')).to.deep.equal(['noFile']);
    expect(filed('2026-02-10', '2026-02-17', '2026-02-17')).to.deep.equal(['noFile']);
    expect(filed('2026-02-10', '2026-02-17', '2026-02-18')).to.deep.equal(['noFile: emergency']);
  });

  it('finds a file that was not shown in public for as long as the programme asks', () => {
    const shown = (until?: string): readonly string[] => {
      const country = new Country();
      country.member('p', '51');
      const publicity =
        until === undefined ? {} : { publicity: { from: '2026-01-02', until, notice: DIGEST } };
      const file = country.file('f', '51', own, publicity);
      const programme = { files: { level: 'local', publicDays: 5 } } as const;
      plan(country, {
        id: 'a',
        class: 'medical',
        programme,
        items: [{ id: 'p', fen: 40, file, fileVersion: 1 }],
      });
      return told('ELG-2', country.rows());
    };
    expect(shown('2026-01-06')).to.deep.equal([]);
    expect(shown('2026-01-05')).to.deep.equal(['fileShort']);
    expect(shown()).to.deep.equal(['fileShort']);
  });
});
