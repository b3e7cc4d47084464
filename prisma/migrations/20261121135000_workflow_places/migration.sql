-- AlterTable
ALTER TABLE "workflow_runs" ADD COLUMN     "places" INTEGER;
