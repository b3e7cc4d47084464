-- AlterTable
ALTER TABLE "executions" ADD COLUMN     "tool_approvals" JSONB NOT NULL DEFAULT '{}';
