-- AlterTable
ALTER TABLE "workflows" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "trigger_types" TEXT[] DEFAULT ARRAY[]::TEXT[];
