import { codeOf, StorageError } from '#storage/errors.ts'
import type { Config } from './config.ts'
import { ConfigError, DomainError, messageOf } from './errors.ts'

type Where = Pick<Config, 'host' | 'port' | 'dataDir'>

/** What a system call says when the machine, not the program, stands in the way. */
const hindrances: Record<string, (where: Where) => string> = {
  EADDRINUSE: ({ port }) => `端口${port}已被占用：请停掉占用它的程序，或另设 PORT`,
  EADDRNOTAVAIL: ({ host }) => `本机没有地址${host}：请检查 HOST`,
  ENOTFOUND: ({ host }) => `本机没有地址${host}：请检查 HOST`,
  EEXIST: ({ dataDir }) => `DATA_DIR（${dataDir}）不是目录：请换一个目录`,
  ENOTDIR: ({ dataDir }) => `DATA_DIR（${dataDir}）不是目录：请换一个目录`,
  ENOENT: ({ dataDir }) => `DATA_DIR（${dataDir}）无法建立：请检查路径`,
  EACCES: ({ port, dataDir }) => `没有权限：请检查 PORT（${port}）和 DATA_DIR（${dataDir}）`,
  EROFS: ({ dataDir }) => `DATA_DIR（${dataDir}）只读：请换一个可写的目录`,
  ENOSPC: ({ dataDir }) => `磁盘已满：请清理 DATA_DIR（${dataDir}）所在的磁盘`,
}

/** The one line an operator reads when the service does not start. `where` is absent while the configuration itself is wrong. */
export function startupLine(error: unknown, where: Where | undefined): string {
  if (error instanceof ConfigError || error instanceof DomainError || error instanceof StorageError) return messageOf(error)
  const hindrance = where && hindrances[codeOf(error) ?? '']
  return `启动失败：${hindrance ? hindrance(where) : messageOf(error)}`
}
