// SPDX-License-Identifier: Apache-2.0
import { text } from './message-text.js';

/** What is said of versions of the national matching key. */
export const KEY_VERSION_MESSAGES = {
  statusKeyVersions: text(
    '全国匹配密钥：第 {versions} 版有效',
    'National matching key: versions in force {versions}',
  ),
  closingKeyVersion: text(
    '注意：停用后，仍只以第 {keyVersion} 版登记的人将查不到，可能被重复登记。请先确认各省都已把账户转到新版，且没有进行中的批量导入。',
    'Mind: whoever is known by version {keyVersion} alone is found no more and could be enrolled twice. Every province must have led its accounts to the newer version, and no import may be under way.',
  ),
  badKeyVersion: text(
    '密钥版本应为 1 至 9999 的整数，而不是“{text}”。',
    'A key version is a whole number from 1 to 9999, not “{text}”.',
  ),
  rekeyFurther: text(
    '  其后各页以同样内容逐页签署并提交，不再逐页询问。',
    '  The pages after it are signed and submitted in the same way, without asking again.',
  ),
  rekeyedSoFar: text(
    '已转 {led} 个，此前已转 {before} 个，不能转 {left} 个',
    '{led} led, {before} led before, {left} can not be led',
  ),
  rekeyed: text(
    '✔ {org} 的账户已逐一查过：转到新版 {led} 个，此前已转 {before} 个，不能转 {left} 个',
    '✔ All accounts of {org} were looked at: {led} led to the newer version, {before} led before, {left} can not be led',
  ),
  rekeyERASED: text(
    '  {identityId}  实名资料已删除，无法计算新版匹配值',
    '  {identityId}  its real-name record was erased: the newer key can not be computed',
  ),
  rekeyDIFFERS: text(
    '  {identityId}  账本上的匹配值与保险库不符，请报告省总工会查明',
    '  {identityId}  the ledger knows the person by another key than the vault: report it to the province',
  ),
  rekeyResume: text(
    '从未完成的一页继续：unionid members rekey --org {org}{cursor}',
    'Go on from the page that was not finished: unionid members rekey --org {org}{cursor}',
  ),
  interruptedRekey: text(
    '已中断。已提交的各页有效，重复执行是安全的；继续：unionid members rekey --org {org}{cursor}',
    'Interrupted. Pages that were submitted stand, and repeating is safe; go on: unionid members rekey --org {org}{cursor}',
  ),
} as const;
