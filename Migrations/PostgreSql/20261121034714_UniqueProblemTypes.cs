using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkOrders.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class UniqueProblemTypes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ProblemCategories_ParentId_Name",
                table: "ProblemCategories");

            migrationBuilder.CreateIndex(
                name: "IX_ProblemCategories_ParentId_Name",
                table: "ProblemCategories",
                columns: new[] { "ParentId", "Name" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ProblemCategories_ParentId_Name",
                table: "ProblemCategories");

            migrationBuilder.CreateIndex(
                name: "IX_ProblemCategories_ParentId_Name",
                table: "ProblemCategories",
                columns: new[] { "ParentId", "Name" },
                unique: true);
        }
    }
}
