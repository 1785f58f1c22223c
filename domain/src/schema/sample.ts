// SPDX-License-Identifier: Apache-2.0

/** Synthetic values for samples of payloads: well-formed, and nobody's. */
export const SAMPLE = {
  orgId: 'O040G2081042',
  otherOrgId: 'O081040G208U',
  operatorId: 'P040G2081046',
  otherOperatorId: 'P081040G208V',
  identityId: '040G2081040G2081040G208100',
  manifestId: 'M040G2081040G2081040G20810I',
  instructionId: 'I040G2081040G2081040G208100',
  fundId: 'F040G2081040G208Q',
  allotmentId: 'L0410820G410820GM',
  programmeId: 'G0410820G410820GZ',
  fileId: 'H0GA28D24AHJ7914I',
  findingId: 'N0410820G410820G8',
  unmaskId: 'U0410820G410820G2',
  /** A real point of the curve; nobody keeps its private half. */
  publicKey:
    '04ebd59750a43cda55b2c2adad16085a4df8199005d5d625c0309f98d0763219bb9c6b4ed9bd6904f46af1a3964ee04ef218cb3c2eb1db4d420a9139d5f3d0e9d6',
  keyId: 'b'.repeat(16),
  signature: '1'.repeat(128),
  digest: 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc',
  /** Keyed tags of documents. */
  keyedTag: '1.BwcHBwcHBwcHBwcHBwcHBw',
  otherKeyedTag: '1.CAgICAgICAgICAgICAgICA',
  tag: 'BwcHBwcHBwcHBwcHBwcHBw',
} as const;
