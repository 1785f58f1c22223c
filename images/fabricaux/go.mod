module union-identity-chain/images/fabricaux

go 1.26
