namespace WorkOrders.Shared;

/// <summary>Validation rules for the fields that several forms, imports and APIs have: texts and identifiers.</summary>
public static class InputRules
{
    public static readonly FieldRule Empty = new("empty", "{0}不能为空");
    public static readonly FieldRule TooLong = new("too-long", "{0}不能超过 {1} 个字，现在有 {2} 个");
    public static readonly FieldRule NoPhoneNumber = new("no-phone-number", "{0}应为 5 至 19 位数字，可带区号、空格或连字符");
    public static readonly FieldRule WrongCheckCharacter = new("wrong-check-character", "{0}的校验位不对，请核对后重新填写");
    public static readonly FieldRule NotElevenDigits = new("not-eleven-digits", "{0}像手机号，但有 {1} 位，手机号是 11 位");
    public static readonly FieldRule NoProvince = new("no-province", "{0}的前两位不是省份代码，请核对后重新填写");
    public static readonly FieldRule NoBirthDate = new("no-birth-date", "{0}里的出生日期不存在，请核对后重新填写");
    public static readonly FieldRule BornLater = new("born-later", "{0}里的出生日期在今天以后，请核对后重新填写");
    public static readonly FieldRule Broken = new("broken-character", "{0}里有不完整的字符（例如半个表情符号），请删掉后再保存");
    public static readonly FieldRule NoIdNumber = new("no-id-number", "{0}应为 15 位或 18 位");
    public static readonly FieldRule Masked = new("masked", "{0}里有星号：不修改请保持原样，要修改请填写完整的值");
    public static readonly FieldRule NoEmail = new("no-email", "{0}应为一个邮箱地址，例如 name@example.cn");
    public static readonly FieldRule NoTaxId = new("no-tax-id", "{0}应为 18 位统一社会信用代码");
    public static readonly FieldRule WrongTaxIdCheck = new("wrong-tax-id-check", "{0}的校验位不对，请核对后重新填写");
    public static readonly FieldRule OfEnterprise = new("of-enterprise", "{0}只用于企业客户");
    public static readonly FieldRule Unlisted = new("unlisted", "{0}“{1}”不在可选的值里，请重新选择");

    /// <summary>The rule that an identity-card number breaks; null stands for a date of birth in the future.</summary>
    public static FieldRule Of(IdNumberFault? fault) => fault switch
    {
        IdNumberFault.CheckCharacter => WrongCheckCharacter,
        IdNumberFault.Province => NoProvince,
        IdNumberFault.Date => NoBirthDate,
        null => BornLater,
        _ => NoIdNumber,
    };
}
