// SPDX-License-Identifier: Apache-2.0
import type { LineView } from '@unionid/domain/api';
import { availableOn } from '@unionid/domain/line';
import type { KnownLine } from '../read-model/read-model.js';

/** A line as it is shown, with what is left of it. */
export function toLineView({ fund, org, line: { v: version, ...line } }: KnownLine): LineView {
  return { fund, org, version, ...line, available: availableOn({ v: version, ...line }) };
}
