// SPDX-License-Identifier: Apache-2.0

/** What the flooding process is told: one request, sent again and again, which the gateway is to refuse. */
export interface FloodJob {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly inFlight: number;
  readonly seconds: number;
  /** Connections that are opened before, begin a request and never end it. */
  readonly silentSockets: number;
}

/** What it was answered. */
export interface FloodOutcome {
  readonly count: number;
  readonly seconds: number;
  /** Statuses that came, each once. */
  readonly statuses: readonly number[];
  /** Silent connections that the gateway let open. */
  readonly opened: number;
}
