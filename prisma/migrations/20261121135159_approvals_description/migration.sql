-- AlterTable
ALTER TABLE "approvals" ADD COLUMN     "description" TEXT NOT NULL DEFAULT '';
