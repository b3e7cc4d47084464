-- AlterTable
ALTER TABLE "executions" ADD COLUMN     "deployment_id" UUID;

-- CreateTable
CREATE TABLE "configs" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "latest_version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "configs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "config_versions" (
    "organization_id" UUID NOT NULL,
    "config_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "diagnostics" JSONB NOT NULL DEFAULT '[]',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "config_versions_pkey" PRIMARY KEY ("organization_id","config_id","version")
);

-- CreateIndex
CREATE INDEX "configs_organization_id_created_at_id_idx" ON "configs"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "configs_organization_id_id_key" ON "configs"("organization_id", "id");

-- CreateIndex
CREATE INDEX "deployments_organization_id_config_id_idx" ON "deployments"("organization_id", "config_id");

-- CreateIndex
CREATE INDEX "executions_organization_id_deployment_id_created_at_idx" ON "executions"("organization_id", "deployment_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "config_versions" ADD CONSTRAINT "config_versions_organization_id_config_id_fkey" FOREIGN KEY ("organization_id", "config_id") REFERENCES "configs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
