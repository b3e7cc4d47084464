-- AlterTable
ALTER TABLE "test_runs" ADD COLUMN     "actor_id" TEXT,
ADD COLUMN     "actor_kind" TEXT NOT NULL DEFAULT 'system';
