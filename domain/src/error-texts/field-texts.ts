// SPDX-License-Identifier: Apache-2.0
import type { FieldErrorCode } from '../errors/field-codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to the faults of a request's fields. */
export const FIELD_ERROR_TEXTS: Readonly<Record<FieldErrorCode, ErrorTexts>> = {
  FIELD_MISSING: text(['缺少该字段', '补上该字段'], ['The field is missing', 'Add the field']),
  FIELD_TYPE: text(
    ['该字段的类型不对', '改为文字、数字、列表或对象（命令的 JSON 文件见其 --help，程序见接口文档）'],
    [
      'The field is of another type',
      'Make it a text, number, list or object (see --help of the command, or the API document)',
    ],
  ),
  FIELD_RANGE: text(
    ['该字段过长、过短，或数值超出范围', '改到允许的范围之内（命令的 JSON 文件见其 --help，程序见接口文档）'],
    [
      'The field is too long or too short, or its number is out of range',
      'Keep to the range (see --help of the command, or the API document)',
    ],
  ),
  FIELD_FORMAT: text(
    [
      '该字段的格式不对',
      '按其格式填写：日期如 2026-11-01，编号照抄（命令的 JSON 文件见其 --help，程序见接口文档）',
    ],
    [
      'The field does not have the required format',
      'Write it in its format: a day as 2026-11-01 (see --help of the command, or the API document)',
    ],
  ),
  FIELD_NOT_ALLOWED: text(
    ['该字段的值不在可选值之内', '改为可选值之一（命令的 JSON 文件见其 --help，程序见接口文档）'],
    [
      'The value is not one of those offered',
      'Use one of those (see --help of the command, or the API document)',
    ],
  ),
  FIELD_UNKNOWN: text(
    ['含有没有定义的字段', '删除没有定义的字段，核对字段名（命令的 JSON 文件见其 --help，程序见接口文档）'],
    [
      'There is a field that is not defined',
      'Remove it or check its name (see --help of the command, or the API document)',
    ],
  ),
  FIELD_REPEATED: text(
    ['同一字段出现两次', '只保留一个'],
    ['A field stands there twice', 'Keep one of them'],
  ),
};
