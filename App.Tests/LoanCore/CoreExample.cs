using WorkOrders.LoanCore;

namespace WorkOrders.Tests.LoanCore;

/// <summary>Sample answers of the core.</summary>
internal static class CoreExample
{
    /// <summary>The unchanged response example of the core's documentation, including its invalid repayment day 33.</summary>
    public static string Documented => File.ReadAllText(Repository.PathOf("App.Tests", "LoanCore", "source-document-example.json"));

    /// <summary>A person with one contract of each kind; the unsecured one may be overdue.</summary>
    public static string Of(string idCardNo, int overdueDays, string name = "张伟", string phone = Given.Phone) => $$$"""
        {"code":"0000","msg":"ok","data":{
          "customerBasicInfo":{"customerName":"{{{name}}}","idCardNo":"{{{idCardNo}}}","phoneNumber":"{{{phone}}}","residentialAddress":"南京市和平路1号101室","customerCompanyName":"张氏商行","contactName":"李四","contactPhoneNumber":"13900001111"},
          "contractInfos":[
            {"systemSource":"CYC","applyNo":"SQ1","contractNo":"HT1","channelName":"华北一部","rentPerPeriod":1234.5,"monthlyRepaymentDay":10,"contractSignDate":"2026-01-01"},
            {"systemSource":"CYC_WD","applyNo":"SQ2","contractNo":"HT2","rentPerPeriod":"2000","monthlyRepaymentDay":15,"contractSignDate":"2025-01-01"}],
          "repaymentDetails":[
            {"systemSource":"CYC_WD","applyNo":"SQ2","overdueDays":{{{overdueDays}}},"remainingRent":99},
            {"systemSource":"CYC","applyNo":"SQ1","overdueDays":0,"remainingRent":50000}]}}
        """;

    public static LoanCoreAnswer Answer(string idCardNo = Given.Id, int overdueDays = 43, string name = "张伟", string phone = Given.Phone) =>
        LoanCoreAnswer.Read(Of(idCardNo, overdueDays, name, phone));
}
