// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to what the rule of a decision refuses. */
export const RULE_ERROR_TEXTS = {
  // Governance
  ALREADY_BOOTSTRAPPED: text(
    ['网络已初始化', '无需重复初始化'],
    ['The network is bootstrapped already', 'Nothing to do'],
  ),
  NOT_BOOTSTRAPPED: text(
    ['网络尚未初始化', '先由全国总工会执行初始化'],
    ['The network is not bootstrapped yet', 'Let the national union bootstrap it first'],
  ),
  PROVINCE_UNKNOWN: text(
    ['该省不在网络中', '由全国总工会先登记该省'],
    ['The province is not part of the network', 'Let the national union register the province first'],
  ),
  PROVINCE_REGISTERED: text(
    ['该省已登记根操作员', '使用密钥轮换来更换密钥'],
    ['The province has its root operator already', 'Rotate the key to change it'],
  ),
  MSP_TAKEN: text(
    ['该 MSP 已是网络中的一个组织', '核对 MSP 编号；一个组织只能是一个节点'],
    [
      'This MSP is an organisation of the network already',
      'Check the MSP id: an organisation is one node only',
    ],
  ),
  CLOCK_NOT_LATER: text(
    ['账本时钟已到该时刻或更晚', '无需处理'],
    ['The ledger clock shows that hour or a later one already', 'Nothing is to be done'],
  ),
  CLOCK_AHEAD: text(
    ['时刻早于其到来，账本时钟不能提前', '校准网关的时钟'],
    ['The hour has not come yet, and the ledger clock is never ahead', "Set the gateway's clock"],
  ),
  RETENTION_TOO_EARLY: text(
    ['该日期的记录仍在保留期内', '过期 30 天后再清理'],
    ['Records of that day are still to be kept', 'Prune them 30 days after they expire'],
  ),
  // Organisations and operators
  PERSON_BOUND: text(
    ['操作员已绑定本人，绑定后不再更改', '如需换人，请登记新的操作员'],
    ['The operator is bound to its person already, for good', 'Register another operator for another person'],
  ),
  ORGANISATION_EXISTS: text(
    ['该工会组织编号已存在', '核对后使用新的编号'],
    ['The organisation identifier is taken', 'Check it, then use a new identifier'],
  ),
  ORGANISATION_UNKNOWN: text(
    ['没有找到该工会组织', '核对工会组织编号'],
    ['There is no such union organisation', 'Check the organisation identifier'],
  ),
  ORGANISATION_CLOSED: text(
    ['该工会组织已撤销，或正在撤销、合并', '选择在册的工会组织；heir 是承接其会员的工会'],
    [
      'The union organisation has ended or is ending',
      'Choose one that is in register; heir is the union that has its members',
    ],
  ),
  ORGANISATION_UNCHANGED: text(
    ['该工会的资料已是如此，无可变更', '不必再办；核对要变更的内容'],
    ['The union is described like this already', 'Nothing is to be done; check what is to be changed'],
  ),
  ORGANISATION_STEP: text(
    ['该工会组织的现状不能办理此事项', '查看工会的状态：撤销须先启动，启动后不再变更'],
    [
      'The union as it stands does not allow this step',
      'Look at its state: an end is begun first, and nothing else is changed from then on',
    ],
  ),
  ORGANISATION_NOT_EMPTY: text(
    ['该工会还有会员，不能撤销', '会员正由网关移交承接工会，稍候再试'],
    [
      'The union has members still and can not be closed',
      'The gateway is carrying them to the heir: try again in a while',
    ],
  ),
  ORGANISATION_HAS_UNIONS: text(
    ['该工会还有下级工会，不能撤销', '先将下级工会改隶（organisations move）或撤销'],
    [
      'Other unions stand under the union, and it can not be closed',
      'Move them (organisations move) or close them first',
    ],
  ),
  HEIR_INVALID: text(
    ['承接会员的工会不符合规定', '合并的，选择同省另一在册工会，不能是其下级；撤销的，选择其上级工会'],
    [
      'This union can not be the heir',
      'To merge choose another union of the province that is not below; to dissolve choose one above',
    ],
  ),
  KEY_VERSION_ORDER: text(
    ['匹配密钥的版本不能这样启用或停用', '版本逐一启用，至多两版并行；停用的只能是并行中较旧的一版'],
    [
      'This version of the matching key can not be opened or closed now',
      'Versions are opened one after the other, two at the most; of two the older is closed',
    ],
  ),
  PARENT_INVALID: text(
    ['上级工会的级别不高于本级', '核对上级工会'],
    ['The parent is not of a higher level', 'Check the parent union'],
  ),
  PARENT_UNCHANGED: text(
    ['该工会已隶属此上级', '不必再办；核对新的上级工会'],
    ['The union stands under this parent already', 'Nothing is to be done; check the new parent'],
  ),
  CREDIT_CODE_TAKEN: text(
    ['该统一社会信用代码已登记在另一工会', '核对代码，或修改原登记'],
    ['The credit code is registered for another union', 'Check the code or correct the other registration'],
  ),
  OPERATOR_EXISTS: text(
    ['该操作员编号已存在', '核对后使用新的编号'],
    ['The operator identifier is taken', 'Check it, then use a new identifier'],
  ),
  OPERATOR_UNKNOWN: text(
    ['没有找到该操作员', '核对操作员编号'],
    ['There is no such operator', 'Check the operator identifier'],
  ),
  PROOF_OF_POSSESSION_INVALID: text(
    ['新密钥的持有证明无效', '用新密钥对应的私钥重新生成证明'],
    ['The proof of possession of the new key is not valid', 'Make the proof again with the new private key'],
  ),
  KEY_EXISTS: text(
    ['该密钥已登记', '使用新生成的密钥'],
    ['The key is registered already', 'Use a newly made key'],
  ),
  AUDITOR_IS_CADRE: text(
    ['经审人员不得是被审计工会的干部', '另派一人；或先停用其在被审计工会的操作员'],
    [
      'An auditor must not be a cadre of the audited unions',
      'Appoint another person, or first revoke the operators that the person has there',
    ],
  ),
  LAST_KEY: text(
    ['这是根操作员仅有的有效密钥', '先用 rotateKey 登记新密钥；密钥遗失时由本组织 MSP 管理员更换根操作员'],
    [
      'This is the only key of a root operator that is in force',
      "Register another by rotateKey first; where it is lost, the organisation's MSP admin names another root operator",
    ],
  ),
  // Persons
  MEMBER_EXISTS: text(
    [
      '该人员已是其他工会的会员',
      '不要重复入会；逐人 unionid transfers request，名单 unionid transfers request-from-import 申请会籍接转；号码登记在别人名下 unionid claims open',
    ],
    [
      'This person is a member of another union',
      'Use unionid transfers request (unionid transfers request-from-import) instead of joining again; or unionid claims open',
    ],
  ),
  MEMBER_UNCHANGED: text(
    ['该人员已是本工会会员，内容未变', '无需处理'],
    ['This person is a member of this union already; nothing changed', 'Nothing to do'],
  ),
  MEMBER_DIFFERS: text(
    [
      '该人员已是本工会会员，但登记内容与本次不同',
      '核对不同的列：本次有误的，更正后重试；登记有误或已变化的，办理信息变更',
    ],
    [
      'This person is a member of this union already, registered with something else',
      'Check the columns that differ; correct what was handed in, or have the registration changed',
    ],
  ),
  REAL_NAME_LOST: text(
    [
      '该人员已是本工会会员，但本省实名库中没有可打开的实名记录',
      '先由网关管理员恢复实名库及其密钥库最新的备份；恢复不了的，核对证件后用 unionid members correct 重新填写整条记录',
    ],
    [
      'This person is a member of this union already, but the province has no real-name record of theirs that opens',
      'First have the newest backup of the vault put back; else enter the whole record anew by unionid members correct',
    ],
  ),
  ACCOUNT_EXISTS: text(
    ['该人员已有数字身份账户', '在已有账户上办理入会'],
    ['This person has an identity account already', 'Enrol on the existing account'],
  ),
  NAME_DIFFERS: text(
    [
      '该证件号码已有账户，登记的是另一个姓名',
      '本人改名的，请账户所在的工会先更正；号码是别人录错的，办理认领：unionid claims open',
    ],
    [
      'There is an account under this number already, in another name',
      'Have the account’s union correct a name that has changed; claim a number that was mistyped there: unionid claims open',
    ],
  ),
  KEY_VERSION_NOT_IN_FORCE: text(
    ['人员匹配密钥的版本不在使用中', '由网关按当前版本重新准备'],
    [
      'The version of the matching key is not in force',
      'Have the gateway prepare it again under one in force',
    ],
  ),
  FORMER_KEY_NEEDED: text(
    ['两版匹配密钥并行期间，须同时给出旧版的匹配值', '由网关重新准备，使同一人不会登记两次'],
    [
      'While two versions of the matching key overlap, the older one is to be named with the newer, and only then',
      'Have the gateway prepare it again, so that nobody is enrolled twice',
    ],
  ),
  DOCUMENT_REPLACED: text(
    ['该证件已被同一人的另一证件取代', '凭现在的证件办理'],
    ['Another document of the same person has replaced this one', 'Use the document that counts now'],
  ),
  CORRECTION_FIELDS: text(
    [
      '所变更的内容不属于此种更正',
      '手机、住址、学历等由一人变更；姓名、性别、出生日期由两人更正；证件由两人换绑',
    ],
    [
      'What is to change is not for this kind of correction',
      'Phone, address, education and the like take one person; name, sex and birth two; another document is bound by two',
    ],
  ),
  ACCOUNT_UNKNOWN: text(
    ['没有找到该数字身份账户', '核对数字身份标识'],
    ['There is no such identity account', 'Check the identity identifier'],
  ),
  PLACE_WRONG: text(
    ['账户在账本上的位置已变', '重新读取该账户后再签名'],
    ['The account stands elsewhere on the ledger by now', 'Read the account again and sign with its place'],
  ),
  IDENTITY_ID_TAKEN: text(
    ['数字身份标识已被占用', '重新准备后提交'],
    ['The identity identifier is taken', 'Prepare again and submit'],
  ),
  IDENTITY_ID_UNBOUND: text(
    ['数字身份标识与该人员的索引和信息根不符', '重新准备后提交'],
    ['The identity identifier is not that of this personKey and root', 'Prepare again and submit'],
  ),
  PREPARATION_DIFFERS: text(
    ['指令的内容与准备时不同', '核对所列字段；内容有变的，重新准备后再签名'],
    [
      'The instruction says something else than was prepared',
      'Check the fields that are named; prepare again for another content, and sign that',
    ],
  ),
  PREPARATION_UNKNOWN: text(
    ['该账户未在本网关准备，或准备已过期', '重新准备并签名'],
    [
      'The account was not prepared at this gateway, or the preparation has expired',
      'Prepare and sign again',
    ],
  ),
  DATES_INVALID: text(
    [
      '日期不合要求：已发生的晚于今天或早于此前登记的，或期限已过、过远',
      '已发生的日期不晚于今天，不早于入会、申请和上一次变化（accounts history）；期限（until、due）不早于今天',
    ],
    [
      'A date is after today or before what is registered; or a limit is over, or too far away',
      'What has happened: not after today, nor before joining and last change (accounts history); limits: not before today',
    ],
  ),
  // Manifests
  MANIFEST_UNKNOWN: text(
    ['清单尚未上链', '先提交已签名的清单'],
    ['The manifest is not on the ledger', 'Submit the signed manifest first'],
  ),
  MANIFEST_EXISTS: text(
    ['清单编号已存在', '查看该清单的状态'],
    ['The manifest identifier is taken', 'Look at the state of that manifest'],
  ),
  MANIFEST_CLOSED: text(
    ['清单已关闭', '如需追加，请签署新的清单'],
    ['The manifest is closed', 'Sign a new manifest to add more'],
  ),
  MANIFEST_EXPIRED: text(
    ['清单已过有效期', '重新签署清单，已完成的分块不会重复'],
    ['The manifest has expired', 'Sign it again; finished chunks are not repeated'],
  ),
  MANIFEST_INCOMPLETE: text(
    ['清单尚有未提交的分块', '提交剩余分块后再关闭'],
    ['The manifest still has chunks outstanding', 'Submit the remaining chunks, then close it'],
  ),
  CHUNK_NOT_IN_MANIFEST: text(
    ['分块不属于该清单', '提交清单所签的原始分块'],
    ['The chunk is not under the manifest', 'Submit the chunk that the manifest was signed for'],
  ),
  CHUNK_TOO_LARGE: text(
    ['分块行数过多', '每个分块最多 500 行；会籍变动和批量接转最多 250 行，批量申请接转 200 行'],
    [
      'A chunk has too many rows',
      'Use chunks of at most 500 rows; of changes of memberships and batches of transfers 250, of requests 200',
    ],
  ),
  CHUNK_NOT_FULL: text(
    ['分块未装满', '发放计划的名单除最后一块外每块恰好 250 行，重新切分后再签署'],
    [
      'A chunk is not full',
      'All chunks of a plan’s list but the last have exactly 250 rows: cut it again, then sign',
    ],
  ),
} satisfies Partial<Record<ErrorCode, ErrorTexts>>;
