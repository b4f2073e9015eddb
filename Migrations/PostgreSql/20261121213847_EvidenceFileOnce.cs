using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class EvidenceFileOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DefaultEvidence_FileId",
                table: "DefaultEvidence");

            migrationBuilder.CreateIndex(
                name: "IX_DefaultEvidence_FileId",
                table: "DefaultEvidence",
                column: "FileId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DefaultEvidence_FileId",
                table: "DefaultEvidence");

            migrationBuilder.CreateIndex(
                name: "IX_DefaultEvidence_FileId",
                table: "DefaultEvidence",
                column: "FileId");
        }
    }
}
