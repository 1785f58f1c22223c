// SPDX-License-Identifier: Apache-2.0

// A gateway signs its requests to another gateway with its answer key, which governance has on the ledger. In `keyid`
// it stands where an operator id would: `GW` and its province's code. Operator ids start with P, so neither is the other.
const GATEWAY_SIGNER = /^GW(\d{2})$/;

/** Name under which the gateway of a province signs requests (`SignatureParameters.operatorId`). */
export function gatewaySignerId(province: string): string {
  return `GW${province}`;
}

/** Province whose gateway signs under this name; undefined for an operator's. */
export function provinceOfGatewaySigner(signerId: string): string | undefined {
  return GATEWAY_SIGNER.exec(signerId)?.[1];
}
