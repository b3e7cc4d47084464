-- AlterTable
ALTER TABLE "workflow_versions" ALTER COLUMN "definition" SET DATA TYPE JSON USING "definition"::json;

-- AlterTable
ALTER TABLE "workflows" ADD COLUMN     "hook_secret" BYTEA;
