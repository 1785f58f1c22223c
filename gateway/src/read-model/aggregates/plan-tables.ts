// SPDX-License-Identifier: Apache-2.0
export interface PlanTables {
  plan: {
    plan_id: string;
    province: string;
    org: string;
    fund: string;
    status: string;
    /** Class and window, as grants are counted by. */
    period: string;
    /** Programme and version, as among its kind. */
    programme: string;
    maker: string;
    /** Persons who have a duty in it, each between commas. */
    persons: string;
    /** When its last day is over, and that of its publicity, '' where there is none. */
    runs_out: string;
    shown_until: string;
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
  /** What was paid by a list of the bank's answers, in which parts (each after a comma), and in which block it was said. */
  item_answer: { plan_id: string; item: number; reference: string; parts: string; block: number };
  /** In which block an order of a plan went to the bank, and on which day in China. */
  plan_order: { plan_id: string; attempt: number; block: number; day: string };
  /** When a plan first came to a status, and on which day in China. */
  plan_stage: { plan_id: string; status: string; time: string; day: string };
  granted: { name: string; record: string };
  voucher: { name: string; plan_id: string };
  correction: { plan_id: string; item: number; action: string; record: string };
  receipt: { plan_id: string; item: number; record: string };
}
