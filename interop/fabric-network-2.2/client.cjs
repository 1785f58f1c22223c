// SPDX-License-Identifier: Apache-2.0
// What an older application does, with the archived fabric-network 2.2 as it is: connect to its own organisation's peer
// by a common connection profile and an X.509 identity, evaluate one function, submit another.
//   node client.cjs SETTINGS.json   prints {"evaluated":…,"submitted":…,"transactionId":…}
const { readFileSync } = require('node:fs');
const { Gateway, Wallets } = require('fabric-network');

main(JSON.parse(readFileSync(process.argv[2], 'utf8'))).catch((error) => {
  console.error(error);
  process.exit(1);
});

async function main({ profile, identity, channel, chaincode, evaluate, submit }) {
  const wallet = await Wallets.newInMemoryWallet();
  await wallet.put('user', {
    type: 'X.509',
    mspId: identity.mspId,
    credentials: {
      certificate: readFileSync(identity.certPath, 'utf8'),
      privateKey: readFileSync(identity.keyPath, 'utf8'),
    },
  });
  const gateway = new Gateway();
  try {
    // The peers and orderers of the others are known by discovery; on one host they are all here.
    await gateway.connect(profile, {
      wallet,
      identity: 'user',
      discovery: { enabled: true, asLocalhost: true },
    });
    const contract = (await gateway.getNetwork(channel)).getContract(chaincode);
    const evaluated = await contract.evaluateTransaction(evaluate.name, evaluate.argument);
    const transaction = contract.createTransaction(submit.name);
    const submitted = await transaction.submit(submit.argument);
    const transactionId = transaction.getTransactionId();
    console.log(JSON.stringify({ evaluated: `${evaluated}`, submitted: `${submitted}`, transactionId }));
  } finally {
    gateway.disconnect();
  }
}
