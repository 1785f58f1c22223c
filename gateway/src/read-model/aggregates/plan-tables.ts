// SPDX-License-Identifier: Apache-2.0
export interface PlanTables {
  plan: {
    plan_id: string;
    province: string;
    org: string;
    fund: string;
    status: string;
    record: string;
  };
  plan_item: {
    plan_id: string;
    item: number;
    n: number;
    identity_id: string;
    fen: number;
    /** In which it came. */
    block: number;
    /** The item as JSON. */
    record: string;
  };
  item_states: {
    plan_id: string;
    n: number;
    letters: string;
    /** 1 where one of them stands, is held or was not paid, 0 where each is final. */
    unsettled: number;
  };
  /** What was paid by a list of the bank's answers. */
  item_answer: { plan_id: string; item: number; reference: string };
  /** When a plan was first reconciled, and until which day a sample of it is to be revealed. */
  plan_reconciled: { plan_id: string; time: string; reveal_by: string };
  granted: { name: string; record: string };
  voucher: { name: string; plan_id: string };
  correction: { plan_id: string; item: number; action: string; record: string };
  receipt: { plan_id: string; item: number; record: string };
}
