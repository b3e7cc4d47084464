-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "counted_from" INTEGER NOT NULL DEFAULT 0;
