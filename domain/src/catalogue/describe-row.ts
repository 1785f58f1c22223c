// SPDX-License-Identifier: Apache-2.0
import { unlessRefused } from '../errors/index.js';
import { parseArgument, type InstructionPresentation, type Words } from '../instruction/index.js';
import { changeRow, type ChangeRow } from '../membership/index.js';
import { parseWith } from '../schema/index.js';
import { batchRow } from '../transfer/index.js';
import { PRESENTATIONS } from './definitions.js';

/** What a row of a list says of its person, and the digest of the document behind it where the row names it. */
export interface RowWords {
  readonly words: Words;
  readonly evidence?: string;
}

/** A row of a list of changes or of a batch of transfers, as canonical text; undefined for any other text. */
export function describeRow(text: string): RowWords | undefined {
  return unlessRefused(() => ofChange(parseWith(changeRow, parseArgument(text)))) ?? ofBatch(text);
}

/** In the words of the instruction that it would be by itself. */
function ofChange(row: ChangeRow): RowWords {
  const own: Pick<InstructionPresentation<never>, 'words'> = PRESENTATIONS[`membership.${row.action}`];
  return { words: own.words(row as never), evidence: row.evidence };
}

function ofBatch(text: string): RowWords | undefined {
  const row = unlessRefused(() => parseWith(batchRow, parseArgument(text)));
  if (row === undefined) return undefined;
  const { identityId, to } = row;
  return {
    words: {
      zh: `批量接转：会员 ${identityId} 经双方同意转入工会 ${to}`,
      en: `Transfer member ${identityId} to union ${to}, as both sides agreed`,
    },
  };
}
