// SPDX-License-Identifier: Apache-2.0
import type { FileEnd, FileLevel } from '../ledger/index.js';

export const LEVEL_ZH: Readonly<Record<FileLevel, string>> = {
  national: '全国级',
  provincial: '省级',
  local: '地市级及以下',
};

export const END_ZH: Readonly<Record<FileEnd, string>> = {
  recovered: '脱困',
  retired: '退休',
  moved: '调离',
  deceased: '死亡',
  objection: '公示有异议',
  error: '建档有误',
};
