// SPDX-License-Identifier: Apache-2.0
export { gatewaySignerId, provinceOfGatewaySigner } from './gateway-signer.js';
export {
  contentDigest,
  parseSignatureHeaders,
  requestDigest,
  type SignableRequest,
  signatureBase,
  signatureHeaders,
  type SignatureParameters,
} from './request-signature.js';
