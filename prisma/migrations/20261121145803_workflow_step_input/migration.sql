-- AlterTable
ALTER TABLE "workflow_steps" ALTER COLUMN "input" SET DATA TYPE JSON;
