import { LSP_COMMANDS } from './lsp/table.ts';
import { MCP_COMMANDS } from './mcp/table.ts';
import type { CommandSpec } from './spec.ts';

/** Commands that other programs start, to talk with them over stdin and stdout. */
export const SERVER_COMMANDS: readonly CommandSpec[] = [...MCP_COMMANDS, ...LSP_COMMANDS];
