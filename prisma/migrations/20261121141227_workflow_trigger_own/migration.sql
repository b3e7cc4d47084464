-- AlterTable
ALTER TABLE "workflow_triggers" ADD COLUMN     "own" BOOLEAN NOT NULL DEFAULT false;
