-- AlterTable
ALTER TABLE "workflow_runs" ADD COLUMN     "ceiling" BIGINT,
ADD COLUMN     "chain" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "depth" INTEGER NOT NULL DEFAULT 0;

-- A run's row and its steps' are rewritten at every transition: room on the page keeps their indexes untouched.
ALTER TABLE "workflow_runs" SET (fillfactor = 60);
ALTER TABLE "workflow_steps" SET (fillfactor = 80);
