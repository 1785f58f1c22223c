// SPDX-License-Identifier: Apache-2.0
import type { ColumnMapping } from '@unionid/domain/forms';
import type { BatchSides, TransferEvidence } from '@unionid/domain/ledger';
import type { PlanTerms } from '@unionid/domain/plan';
import type { PersonIdentifiers, PersonTags } from '@unionid/domain/privacy';
import type { TableRow } from '@unionid/domain/table';
import type {
  AccountQueries,
  BlockHeight,
  FileQueries,
  FundQueries,
  GovernanceQueries,
  OperatorQueries,
  OrganisationQueries,
  PlanQueries,
  ProgrammeQueries,
  TransferQueries,
} from '../../read-model/read-model.js';
import type { Vault } from '../../vault/vault.js';
import type { Lessee } from '../../standing/slot-leases.js';
import type { FileHeader } from './file-header.js';
import type { JudgedRow } from './judged-row.js';
import type { ResolverScope } from './union-resolver.js';

/** What the rows of a file are held against. */
export interface JudgeGround {
  readonly header: FileHeader;
  readonly mapping: ColumnMapping;
  /** The day of the import in China. */
  readonly today: string;
  /** RFC 3339: when it was handed in. */
  readonly time: string;
  /** SM3 of the document that the list itself is, base64url; '' of a kind that needs none. */
  readonly evidence: string;
  /** For whom the file is judged. */
  readonly scope: ResolverScope & { readonly operatorId: string };
  readonly vault: Pick<Vault, 'matchDocuments' | 'read' | 'readable' | 'seen' | 'states' | 'commitmentRoots'>;
  readonly readModel: AccountQueries &
    OrganisationQueries &
    Pick<GovernanceQueries, 'network'> &
    Pick<OperatorQueries, 'operator'> &
    Pick<PlanQueries, 'granted' | 'voucher' | 'plan' | 'itemsAt'> &
    Pick<ProgrammeQueries, 'programme'> &
    Pick<FundQueries, 'fund'> &
    Pick<FileQueries, 'hardshipFile' | 'household'> &
    Pick<TransferQueries, 'transfer'> &
    Pick<BlockHeight, 'height'>;
  /** Between which unions members are to move, of a list that says so. */
  readonly sides: Pick<BatchSides, 'from' | 'to'> | undefined;
  /** By what the members of which import are asked for, of a list that says so. */
  readonly asks: { readonly source: string; readonly kind: TransferEvidence } | undefined;
  /** By which terms payees are granted, of a list that says so. */
  readonly terms: PlanTerms | undefined;
  /** The plan about whose items a list is, of one that says so. */
  readonly plan: string | undefined;
  /** Which of these rows an import has found to be members of other unions. */
  readonly isElsewhere: (importId: string, rows: readonly number[]) => Promise<ReadonlySet<number>>;
  /** Slots of open requests for the members of this list. */
  readonly slots: ListSlots;
  /** Waits where matching can not be reached. */
  readonly personTags: (persons: readonly PersonIdentifiers[]) => Promise<readonly PersonTags[]>;
  /** Rows of the same file in which persons stood before, by digest. */
  readonly seenPersons: (digests: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Key of the digests; the job's own, so that they say nothing outside of it. */
  readonly personKey: Uint8Array;
}

/** {@link SlotLeases} of one list. */
export interface ListSlots {
  take(asked: Omit<Lessee, 'list'>): Promise<number | undefined>;
  giveBack(asked: Omit<Lessee, 'list'>): void;
}

/** Rows that belong together: they are judged, prepared and written at once, or not at all. */
export interface ReadBatch {
  /** Persons who stand among them for the first time in the file: digest → row. */
  readonly persons: ReadonlyMap<string, number>;
  /** What costs more than reading them. Batches do not depend on each other. */
  judge(): Promise<readonly JudgedRow[]>;
}

/** Judges one file. */
export interface FileJudge {
  /** Takes in the next rows, in the order of the file; answers the batch that they complete, if any. */
  take(rows: readonly TableRow[]): Promise<ReadBatch | undefined>;
  /** After the last row: what is not complete before. */
  end(): ReadBatch | undefined;
}

/** How files of one kind are judged. */
export interface Judge {
  /** Rows below the header at the most. */
  readonly maxRows: number;
  open(ground: JudgeGround): FileJudge;
}
