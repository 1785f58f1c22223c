// SPDX-License-Identifier: Apache-2.0
import { isId } from '../ids/index.js';
import { toHalfWidth } from '../text/plain-text.js';
import type { PlanGoods } from '../ledger/index.js';
import { parseWith } from '../schema/index.js';
import { planRow, type PlanRow } from '../plan/index.js';
import type { IsoDate } from '../values/calendar-date.js';
import {
  canonicalDocument,
  fixDocumentNumber,
  parseDocument,
  type DocumentType,
} from '../values/identity-document.js';
import type { PersonName } from '../values/person-name.js';
import { fixYuan, parseYuan } from '../values/yuan.js';
import type { Cells, ColumnMapping } from './form.js';
import { documentFields, readDocument, readName } from './member-identity.js';
import { PLAN_FORM, type PlanColumn } from './plan-columns.js';
import { RowReader } from './row-reader.js';
import type { RowResult } from './row-result.js';

/** A row of a list of payees, read. */
export interface ListedItem {
  readonly rowNumber: number;
  readonly name: PersonName;
  readonly docType: DocumentType;
  readonly docNumber: string;
  /** The lifelong part of the number: what is matched. */
  readonly matchNumber: string;
  readonly fen: number;
  /** Hardship file, where the list says which. */
  readonly file?: string;
  /** Lifelong part of the number of whom it is for, of a resident identity card: a 户口簿 tells it of children. */
  readonly beneficiary?: string;
  readonly goods?: PlanGoods;
  readonly voucher?: string;
  /** Number of the account of a bank that it is paid into: digits. */
  readonly bankAccount?: string;
}

export interface ListedItemContext {
  /** The day in China on which the file is read. */
  readonly today: IsoDate;
  readonly mapping: ColumnMapping;
  /** Line of the row in its file, for reports. */
  readonly rowNumber: number;
}

/** Reads one row of a list of payees; every fault is found at once. */
export function readPlanRow(
  cells: Cells<PlanColumn>,
  { today, mapping, rowNumber }: ListedItemContext,
): RowResult<ListedItem> {
  const reader = new RowReader(PLAN_FORM, cells, mapping);
  const name = readName(reader);
  const document = readDocument(reader, today);
  const text = reader.text('金额', { required: true, maxCharacters: 40 });
  const fen =
    text === undefined ? undefined : reader.parsed('金额', parseYuan(reader.fixed('金额', fixYuan(text))));
  const terms = readTerms(reader, today);
  return reader.finish(() => {
    if (name === undefined || document === undefined || fen === undefined) return undefined;
    return { rowNumber, name, ...documentFields(document), fen, ...terms };
  });
}

type PlanReader = RowReader<PlanColumn>;
type ListedTerms = Pick<ListedItem, 'file' | 'beneficiary' | 'goods' | 'voucher' | 'bankAccount'>;

const VOUCHER = /^[A-Za-z0-9-]{1,32}$/;
const BANK_ACCOUNT = /^\d{8,30}$/;
const MOST_GOODS = 1_000_000;

function readTerms(reader: PlanReader, today: IsoDate): ListedTerms {
  const file = readCode(reader, '档案号', (text) => isId('file', text));
  const voucher = readCode(reader, '凭证号', (text) => VOUCHER.test(text));
  const beneficiary = readBeneficiary(reader, today);
  const goods = readGoods(reader);
  const bankAccount = readBankAccount(reader);
  return {
    ...(file !== undefined && { file }),
    ...(beneficiary !== undefined && { beneficiary }),
    ...(goods !== undefined && { goods }),
    ...(voucher !== undefined && { voucher }),
    ...(bankAccount !== undefined && { bankAccount }),
  };
}

/** Written in groups of four or not, it is one number. */
function readBankAccount(reader: PlanReader): string | undefined {
  const text = reader.text('银行账号', { silent: true, maxCharacters: 60 });
  if (text === undefined) return undefined;
  const number = toHalfWidth(text).replaceAll(/[\s-]/g, '');
  if (BANK_ACCOUNT.test(number)) return number;
  reader.problem('CODE_FORMAT', '银行账号');
  return undefined;
}

function readCode(
  reader: PlanReader,
  column: '档案号' | '凭证号',
  isRight: (text: string) => boolean,
): string | undefined {
  const text = reader.text(column, { silent: true, maxCharacters: 40 });
  if (text === undefined || isRight(text)) return text;
  reader.problem('CODE_FORMAT', column);
  return undefined;
}

function readBeneficiary(reader: PlanReader, today: IsoDate): string | undefined {
  const text = reader.text('受益人证件号码', { silent: true, maxCharacters: 40 });
  if (text === undefined) return undefined;
  const number = reader.fixed('受益人证件号码', fixDocumentNumber('RESIDENT_ID', text));
  const document = reader.parsed('受益人证件号码', parseDocument('RESIDENT_ID', number, today));
  return document && canonicalDocument(document.kind, document.number).docNumber;
}

/** Number and price go together. */
function readGoods(reader: PlanReader): PlanGoods | undefined {
  const isNone = reader.isEmpty('数量') && reader.isEmpty('单价');
  const count = reader.text('数量', { required: !isNone, silent: true, maxCharacters: 20 });
  const price = reader.text('单价', { required: !isNone, silent: true, maxCharacters: 40 });
  const quantity = count !== undefined && /^[1-9]\d{0,6}$/.test(count) ? Number(count) : undefined;
  if (count !== undefined && (quantity === undefined || quantity > MOST_GOODS))
    reader.problem('COUNT_INVALID', '数量');
  const unitFen =
    price === undefined ? undefined : reader.parsed('单价', parseYuan(reader.fixed('单价', fixYuan(price))));
  return quantity === undefined || unitFen === undefined ? undefined : { quantity, unitFen };
}

/** The ledger row that a row of a list stands for; gateway and client ask the same. */
export function itemOfRow(
  { fen, goods, voucher }: Pick<ListedItem, 'fen' | 'goods' | 'voucher'>,
  account: Pick<PlanRow, 'identityId' | 'place' | 'root' | 'file' | 'for' | 'account'>,
): PlanRow {
  return parseWith(planRow, {
    ...{ ...account, fen },
    ...(goods !== undefined && { goods }),
    ...(voucher !== undefined && { voucher }),
  });
}
