// SPDX-License-Identifier: Apache-2.0
// Healthy when the chaincode server takes connections; it has no other door that needs no certificate.
const { connect } = require('node:net');

connect(Number(process.env.UNIONID_CHAINCODE_PORT), '127.0.0.1')
  .on('connect', () => process.exit(0))
  .on('error', () => process.exit(1));
