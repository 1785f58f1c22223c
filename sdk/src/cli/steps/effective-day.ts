// SPDX-License-Identifier: Apache-2.0
import type { Option } from '../command/command.js';

/** 生效日期 of what is decided. */
export const ON: Option = {
  name: 'on',
  value: 'yyyy-mm-dd',
  text: { zh: '生效日期', en: 'The day from which it counts' },
};
