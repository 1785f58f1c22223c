// SPDX-License-Identifier: Apache-2.0
import type { TraceStep } from '@unionid/domain/api';
import type { LedgerType, OperatorRecord } from '@unionid/domain/ledger';
import { describeStep, type StepFacts } from '@unionid/domain/trace';
import type { ReadModel, RecordVersion } from '../read-model/read-model.js';

/** What a step is made of beside its words. */
export interface StepParts {
  readonly id: string;
  readonly facts: StepFacts;
  readonly rule?: Pick<TraceStep['rule'], 'programme' | 'programmeVersion'>;
  readonly version?: number;
  readonly money?: Pick<TraceStep, 'fen' | 'from' | 'to'>;
  readonly documents?: TraceStep['documents'];
}

/** Makes steps out of versions of records; each operator is looked up once a block. */
export class StepMaker {
  readonly #readModel: ReadModel;
  readonly #operators = new Map<string, Promise<OperatorRecord | undefined>>();

  constructor(readModel: ReadModel) {
    this.#readModel = readModel;
  }

  async step<T extends LedgerType>(
    version: RecordVersion<T>,
    { id, facts, rule = {}, money = {}, version: recordVersion, documents = [] }: StepParts,
  ): Promise<TraceStep> {
    const { type, time, block, transactionId, contract } = version;
    const by = await this.#signerOf(version);
    return {
      ...{ kind: facts.kind, id, type, ...describeStep(facts), time, block, transactionId },
      ...(by !== undefined && { by }),
      rule: { ...(contract !== '' && { contract }), ...rule },
      ...money,
      ...(recordVersion !== undefined && { version: recordVersion }),
      documents: [...documents],
    };
  }

  async #signerOf({ actor, keyId, block }: RecordVersion<LedgerType>): Promise<TraceStep['by']> {
    if (actor === '') return undefined;
    const { org, person } = (await this.#operatorAt(actor, block)) ?? {};
    return {
      operator: actor,
      ...(keyId !== '' && { keyId }),
      ...(org !== undefined && { org }),
      ...(person !== undefined && { person }),
    };
  }

  #operatorAt(operatorId: string, block: number): Promise<OperatorRecord | undefined> {
    const key = `${operatorId} ${String(block)}`;
    const known =
      this.#operators.get(key) ??
      this.#readModel.operatorAsOf(operatorId, block).then((version) => version?.record);
    this.#operators.set(key, known);
    return known;
  }
}
